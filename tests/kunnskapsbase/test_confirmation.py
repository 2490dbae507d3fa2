"""A municipality's word raises a solution to «bekreftet», where it is one that may give it."""

from datetime import date

import pytest

from kunnskapsbase.adoption import Adoption
from kunnskapsbase.audit import LOCAL
from kunnskapsbase.confirmation import Confirmation, may_confirm, with_confirmations
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.records import Additions, Adoptions, Confirmations
from kunnskapsbase.solution import Solution

OWNER, ADOPTER, OTHER = "5528", "5614", "5616"


def solution(**verification: object) -> Solution:
    return Solution.model_validate(
        {
            "id": "noe",
            "tittel": "Noe",
            "aktorer": [
                {"navn": "Eieren", "type": "kommune", "rolle": "initiativtaker", "kommunenummer": [OWNER]},
                {"navn": "Brukeren", "type": "kommune", "rolle": "tatt_i_bruk", "kommunenummer": [ADOPTER]},
            ],
            "utfordring": "x",
            "losning": "x",
            "status": "drift",
            "sektor": "teknisk",
            "innovasjonstype": "tjeneste",
            "maalform": "nb",
            "kilde": {"url": "https://eksempel.no", "tittel": "x", "utgiver": "x", "type": "nyhet"},
            "verifisering": verification,
        }
    )


def said(number: str, day: str) -> Confirmation:
    return Confirmation(solution_id="noe", kommunenummer=number, day=date.fromisoformat(day))


def test_who_started_it_may_confirm_and_who_only_took_it_over_may_not() -> None:
    assert [may_confirm(solution(), number) for number in (OWNER, ADOPTER, OTHER)] == [True, False, False]
    assert with_confirmations(solution(), [said(ADOPTER, "2026-01-01"), said(OTHER, "2026-01-01")]) == solution()
    assert with_confirmations(solution(), []) == solution()


def test_the_latest_word_counts() -> None:
    confirmed = with_confirmations(solution(), [said(OWNER, "2026-01-01"), said(OWNER, "2026-02-01")])
    assert confirmed.verification.model_dump(exclude_defaults=True) == {
        "level": "bekreftet",
        "by": "kommune",
        "date": "2026-02-01",
    }
    assert with_confirmations(confirmed, [said(OWNER, "2026-01-15")]) is confirmed


@pytest.mark.parametrize("level", ["lest", "kontrollert"])
def test_what_was_found_out_before_is_kept_beside_it(level: str) -> None:
    known = solution(nivaa=level, dato="2025-05-05", kilde_funnet=True, rettet=["tittel"])
    confirmed = with_confirmations(known, [said(OWNER, "2026-01-01")]).verification
    assert (confirmed.date, confirmed.source_found, confirmed.mended) == ("2026-01-01", True, ("tittel",))


def test_an_evaluation_by_somebody_else_stands_above_it() -> None:
    evaluated = solution(nivaa="evaluert", av="forsker", dato="2025-05-05")
    assert with_confirmations(evaluated, [said(OWNER, "2026-01-01")]) is evaluated


def test_what_is_added_is_told_with_the_solution_and_changes_the_fingerprint(
    store_address: str, register: MunicipalityRegister
) -> None:
    additions, adoptions, confirmations = (
        Additions(store_address),
        Adoptions(store_address),
        Confirmations(store_address),
    )
    try:
        prints = [additions.fingerprint()]
        assert prints == [""]
        assert additions.to(solution(), register) == solution()
        follows = Adoption(solution_id="noe", kommunenummer=OTHER, status="følger", since="2026-01-01")
        adoptions.record(follows, LOCAL)
        assert additions.fingerprint() == ""
        uses = Adoption(solution_id="noe", kommunenummer="5618", status="i_drift", since="2026-01-01")
        adoptions.record(uses, LOCAL)
        prints.append(additions.fingerprint())
        confirmations.say(said(OWNER, "2026-01-01"), LOCAL)
        confirmations.say(said(OWNER, "2026-01-01"), LOCAL)
        prints.append(additions.fingerprint())
        confirmations.say(said(OWNER, "2026-02-01"), LOCAL)
        confirmations.say(said(OWNER, "2025-02-01"), LOCAL)
        prints.append(additions.fingerprint())
        assert len(set(prints)) == len(prints)
        told = additions.to(solution(), register)
        assert [each.name for each in told.participants] == ["Eieren", "Brukeren", "Måsøy kommune"]
        assert told.verification.date == "2026-02-01"
    finally:
        for store in (additions, adoptions, confirmations):
            store.close()
