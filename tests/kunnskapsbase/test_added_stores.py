"""What people add: kept once, changed only as it was seen, and never without its row in the audit trail."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from ingest.added_files import KINDS
from kunnskapsbase.adoption import Adoption, AdoptionStatus, moved
from kunnskapsbase.audit import ANYONE, Action, Actor, ActorRole
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.errors import ConflictError, InputError, StoreLockedError
from kunnskapsbase.feedback import Feedback
from kunnskapsbase.records import (
    Adoptions,
    AuditTrail,
    Contacts,
    Feedbacks,
    Record,
    RecordStore,
    StoreFullError,
    database,
)
from kunnskapsbase.records.database import make_engine

BY = Actor("nokkel-1", ActorRole.ADVISER)
RARE = "pukkellakskverna"


@dataclass
class Stores:
    """All stores of one address."""

    address: str
    adoptions: Adoptions
    contacts: Contacts
    feedback: Feedbacks
    audit: AuditTrail
    records: RecordStore


@contextmanager
def opened(address: str) -> Iterator[Stores]:
    kinds = (Adoptions, Contacts, Feedbacks, AuditTrail, RecordStore)
    stores = Stores(address, *(kind(address) for kind in kinds))  # type: ignore[arg-type]
    try:
        yield stores
    finally:
        for store in (stores.adoptions, stores.contacts, stores.feedback, stores.audit, stores.records):
            store.close()


@pytest.fixture
def stores(store_address: str) -> Iterator[Stores]:
    with opened(store_address) as stores:
        yield stores


def adoption(solution: str = "et-tiltak", kommunenummer: str = "5614", note: str | None = None) -> Adoption:
    return Adoption(
        solution_id=solution,
        kommunenummer=kommunenummer,
        status=AdoptionStatus.CONSIDERING,
        since=date(2026, 1, 10),
        note=note,
    )


def contact(solution: str | None = None, **fields: object) -> ContactPoint:
    given = {"kommunenummer": "5614", "unit": "Servicetorget", "email": "post@example.org", "source": "nettstedet"}
    return ContactPoint.model_validate(given | {"solution_id": solution} | fields)


def test_what_is_written_comes_back_and_stands_in_the_audit_trail(stores: Stores) -> None:
    kept = stores.adoptions.record(adoption(), BY)
    after = stores.adoptions.change(kept, moved(kept, AdoptionStatus.ADOPTING, date(2026, 2, 1)), BY)
    assert stores.adoptions.get(kept.id) == after
    stores.adoptions.remove(after, BY)
    assert stores.adoptions.get(kept.id) is None
    trail = list(stores.audit.each())
    assert [(entry.action, entry.by, entry.entity, entry.entity_id) for entry in trail] == [
        (action, BY, "adopsjon", kept.id) for action in (Action.CREATED, Action.CHANGED, Action.REMOVED)
    ]
    assert list(stores.audit.each("noe annet")) == []


def test_adoptions_are_found_by_solution_and_by_municipality(stores: Stores) -> None:
    first, second, third = adoption("a"), adoption("a", "3203"), adoption("b")
    for each in (first, second, third):
        stores.adoptions.record(each, BY)
    assert set(stores.adoptions.of_solution("a")) == {first, second}
    assert set(stores.adoptions.of_municipality("5614")) == {first, third}
    assert [each.id for each in stores.adoptions.each()] == sorted(each.id for each in (first, second, third))


def test_the_same_adoption_twice_is_one_and_another_of_the_same_is_refused(stores: Stores) -> None:
    stores.adoptions.record(adoption(), BY)
    assert stores.adoptions.record(adoption(), BY) == adoption()
    with pytest.raises(ConflictError, match="finnes fra før"):
        stores.adoptions.record(adoption(note="noe annet"), BY)
    assert len(list(stores.audit.each())) == 1
    assert stores.adoptions.get(adoption().id) == adoption()


def test_what_was_changed_or_removed_meanwhile_is_not_written_over(stores: Stores) -> None:
    seen = stores.adoptions.record(adoption(), BY)
    now = stores.adoptions.change(seen, adoption(note="noe nytt"), BY)
    with pytest.raises(ConflictError, match="endret eller fjernet"):
        stores.adoptions.change(seen, adoption(note="for sent"), BY)
    with pytest.raises(ConflictError, match="endret eller fjernet"):
        stores.adoptions.remove(seen, BY)
    with pytest.raises(ConflictError, match="til en annen"):
        stores.adoptions.change(now, adoption("b"), BY)
    assert stores.adoptions.get(seen.id) == now
    assert len(list(stores.audit.each())) == 2


def test_of_many_who_write_at_once_one_wins_and_the_others_are_told(store_address: str) -> None:
    with opened(store_address) as one, opened(store_address) as other, ThreadPoolExecutor(8) as pool:

        def record(number: int) -> bool:
            try:
                (one, other)[number % 2].adoptions.record(adoption(note=f"nummer {number}"), BY)
            except ConflictError:
                return False
            return True

        assert sum(pool.map(record, range(16))) == 1
        assert len(list(one.audit.each())) == 1
        (kept,) = one.adoptions.each()

        def change(number: int) -> bool:
            try:
                (one, other)[number % 2].adoptions.change(kept, adoption(note=f"endret {number}"), BY)
            except ConflictError:
                return False
            return True

        assert sum(pool.map(change, range(16))) == 1
        assert len(list(one.audit.each())) == 2


def test_every_change_of_the_adoptions_is_one_that_the_shelf_sees(stores: Stores) -> None:
    before = stores.records.revision()
    kept = stores.adoptions.record(adoption(), BY)
    between = stores.records.revision()
    stores.adoptions.record(adoption(), BY)
    assert stores.records.revision() == between
    stores.adoptions.remove(kept, BY)
    assert len({before, between, stores.records.revision()}) == 3


def test_a_status_that_has_not_begun_is_refused(stores: Stores) -> None:
    tomorrow = date.today() + timedelta(days=1)
    with pytest.raises(InputError, match="ikke kommet ennå"):
        stores.adoptions.record(adoption().model_copy(update={"since": tomorrow}), BY)
    kept = stores.adoptions.record(adoption(), BY)
    with pytest.raises(InputError, match="ikke kommet ennå"):
        stores.adoptions.change(kept, moved(kept, AdoptionStatus.ADOPTING, tomorrow), BY)


def test_reminders_are_listed_by_the_day_they_are_due(stores: Stores) -> None:
    for number, month in (("5614", 3), ("3203", 1)):
        way = moved(adoption(kommunenummer=number), AdoptionStatus.ADOPTING, date(2026, month, 15))
        stores.adoptions.record(way, BY)
    due = stores.adoptions.reminders(date(2026, 7, 1), date(2026, 12, 31))
    assert [(day.isoformat(), each.kommunenummer) for day, each in due] == [
        ("2026-07-15", "3203"),
        ("2026-09-15", "5614"),
    ]


def test_a_locked_store_is_told_after_a_while_and_nothing_is_written(
    store_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_MS", 100)
    holder = make_engine(store_address)
    with opened(store_address) as stores, holder.begin() as connection:
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "LOCK TABLE adoption IN EXCLUSIVE MODE")
        with pytest.raises(StoreLockedError, match="opptatt"):
            stores.adoptions.record(adoption(), BY)
        assert list(stores.adoptions.each()) == []
        assert list(stores.audit.each()) == []
    holder.dispose()


def test_a_full_disk_leaves_neither_the_adoption_nor_its_row_in_the_trail(tmp_path: Path) -> None:
    # In SQLite alone: PostgreSQL has no bound on its size to be set for a test.
    with opened(f"sqlite:///{tmp_path / 'losfor.sqlite'}") as stores:
        engine = stores.adoptions._engine
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            # SQLite's own bound on the file's size, which it tells of in the same way as of a full disk.
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(StoreFullError, match="ikke plass"):
            for number in range(200):
                stores.adoptions.record(adoption(f"tiltak-{number}", note="ord " * 900), BY)
        kept = {each.id for each in stores.adoptions.each()}
        assert {entry.entity_id for entry in stores.audit.each()} == kept


def test_contacts_are_found_and_a_name_goes_when_the_consent_ends(stores: Stores) -> None:
    person = {"navn": "Kari Nordmann", "samtykke_gitt": "2026-01-01", "samtykke_til": "2026-06-01"}
    named, other = contact("et-tiltak", person=person), contact()
    for each in (named, other):
        stores.contacts.record(each, BY)
    assert set(stores.contacts.of_municipality("5614")) == {named, other}
    assert stores.contacts.of_solution("et-tiltak") == (named,)
    assert stores.contacts.forget_persons(date(2026, 5, 31), BY) == 0
    assert stores.contacts.forget_persons(date(2026, 6, 1), BY) == 1
    assert stores.contacts.of_solution("et-tiltak") == (named.model_copy(update={"person": None}),)


def test_answers_are_counted_and_the_trail_does_not_tell_who_or_when(stores: Stores) -> None:
    day = date(2026, 6, 1)
    answer = Feedback(solution_id="et-tiltak", question="nattilsyn", helped=True, day=day)
    other = Feedback(solution_id="et-tiltak", question="nattilsyn", helped=False, day=day)
    for each in (answer, answer, other):
        stores.feedback.record(each)
    assert sorted(stores.feedback.each("et-tiltak"), key=lambda each: each[1]) == [(other, 1), (answer, 2)]
    assert {(entry.by, entry.when) for entry in stores.audit.each()} == {(ANYONE, "2026-06-01")}


def test_many_answers_at_once_are_all_counted(stores: Stores) -> None:
    answer = Feedback(solution_id="et-tiltak", question="nattilsyn", helped=True, day=date(2026, 6, 1))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: stores.feedback.record(answer), range(24)))
    assert list(stores.feedback.each()) == [(answer, 24)]
    assert len(list(stores.audit.each())) == 24


def test_a_takedown_removes_what_was_added_to_the_solution_and_nothing_else(stores: Stores) -> None:
    for solution in (RARE, "et-tiltak"):
        body = json.dumps({"tekst": solution})
        stores.records.save([Record(solution, "erfaring", f"erfaringer/{solution}.md", "h", body)])
        stores.adoptions.record(adoption(solution, note=f"Vi prøvde {solution}."), BY)
        stores.contacts.record(contact(solution, unit=f"Den som har {solution}"), BY)
        stores.feedback.record(
            Feedback(solution_id=solution, question=f"hva er {solution}", helped=True, day=date(2026, 6, 1))
        )
    stores.contacts.record(contact(), BY)
    stores.records.take_down(f"erfaringer/{RARE}.md", [RARE], "")
    assert [each.solution_id for each in stores.adoptions.each()] == ["et-tiltak"]
    assert {each.solution_id for each in stores.contacts.each()} == {None, "et-tiltak"}
    assert [each.solution_id for each, _ in stores.feedback.each()] == ["et-tiltak"]
    assert len(list(stores.audit.each())) == 7
    engine = make_engine(stores.address)
    with engine.connect() as connection:
        for table in database.metadata.sorted_tables:
            # As tuples: a row of SQLAlchemy's own shortens what is long when it is written out.
            rows = map(tuple, connection.execute(text(f"SELECT * FROM {table.name}")))
            assert RARE not in str(list(rows)), table.name
    engine.dispose()


def test_whatever_belongs_to_a_solution_has_the_column_a_takedown_looks_by(tmp_path: Path) -> None:
    for kind in KINDS:
        with closing(kind.store(f"sqlite:///{tmp_path / 'losfor.sqlite'}")) as store:
            assert ("solution_id" in kind.model.model_fields) == ("solution_id" in store._table.columns), kind.folder
