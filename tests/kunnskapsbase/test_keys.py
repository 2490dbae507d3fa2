"""Keys: shown once, kept as a hash, of no use once revoked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kunnskapsbase.audit import LOCAL, Action, ActorRole
from kunnskapsbase.errors import InputError
from kunnskapsbase.records import AuditTrail, Keys

DAY, LATER = date(2026, 3, 1), date(2026, 4, 9)


@pytest.fixture
def keys(store_address: str) -> Iterator[Keys]:
    store = Keys(store_address)
    yield store
    store.close()


def test_a_key_is_found_by_the_whole_of_it_alone(keys: Keys) -> None:
    made, secret = keys.create(" Rådgiver i Finnmark ", ActorRole.ADVISER, DAY)
    assert made.name == "Rådgiver i Finnmark"
    found = keys.find(secret, DAY)
    assert found is not None
    assert (found.id, found.role, found.kommunenummer) == (made.id, ActorRole.ADVISER, None)
    prefix, key_id, rest = secret.split("_", 2)
    wrong_ones = [
        "",
        "_",
        prefix,
        secret[:-1],
        f"{secret}x",
        secret.upper(),
        f"{prefix}_{key_id}_",
        f"x_{key_id}_{rest}",
    ]
    for wrong in [*wrong_ones, f"{prefix}_00000000_{rest}", "ø" * 40, secret + "\x00"]:
        assert keys.find(wrong, DAY) is None, wrong


def test_the_store_holds_nothing_to_write_with(tmp_path: Path) -> None:
    keys = Keys(f"sqlite:///{tmp_path / 'losfor.sqlite'}")
    _, secret = keys.create("Arrangøren", ActorRole.ORGANISER, DAY)
    keys.close()
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert secret.split("_", 2)[2].encode() not in kept
    assert "Arrangøren".encode() in kept


def test_the_day_of_the_last_use_is_kept_and_nothing_finer(keys: Keys) -> None:
    _, secret = keys.create("Arrangøren", ActorRole.ORGANISER, DAY)
    assert keys.each()[0].last_used is None
    keys.find(secret, DAY)
    keys.find(secret, LATER)
    assert keys.each()[0].last_used == LATER


def test_a_revoked_key_is_still_known_and_says_when_it_was_revoked(keys: Keys) -> None:
    made, secret = keys.create("Loppa", ActorRole.MUNICIPALITY, DAY, "5614")
    assert keys.revoke(made.id, LATER).revoked == LATER
    assert keys.revoke(made.id, date(2027, 1, 1)).revoked == LATER
    found = keys.find(secret, date(2027, 1, 1))
    assert found is not None
    assert (found.revoked, found.last_used) == (LATER, None)


def test_what_makes_no_sense_is_refused(keys: Keys) -> None:
    with pytest.raises(InputError, match="kommunenummer"):
        keys.create("Loppa", ActorRole.MUNICIPALITY, DAY)
    with pytest.raises(InputError, match="kommunenummer"):
        keys.create("Rådgiver", ActorRole.ADVISER, DAY, "5614")
    with pytest.raises(InputError, match="navn"):
        keys.create("  ", ActorRole.ADMIN, DAY)
    with pytest.raises(InputError, match="ffffffff"):
        keys.revoke("ffffffff", DAY)
    assert keys.each() == []


def test_a_key_that_is_made_and_revoked_stands_in_the_audit_trail_once_each(store_address: str) -> None:
    keys, trail = Keys(store_address), AuditTrail(store_address)
    made, _ = keys.create("Rådgiver", ActorRole.ADVISER, DAY)
    keys.revoke(made.id, LATER)
    keys.revoke(made.id, LATER)
    assert [(each.action, each.by, each.entity, each.entity_id) for each in trail.each()] == [
        (action, LOCAL, "nøkkel", made.id) for action in (Action.CREATED, Action.CHANGED)
    ]
    keys.close()
    trail.close()
