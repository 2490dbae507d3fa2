"""Schemes: when they are expired, and which ones a text about funding names."""

from datetime import date

import pytest
from pydantic import ValidationError

from kunnskapsbase.entity import EntitySource
from kunnskapsbase.scheme import Scheme, Schemes, SchemeStatus
from kunnskapsbase.slugs import slug

TODAY = date(2026, 11, 20)


def scheme(name: str, *aliases: str, **more: object) -> Scheme:
    source = EntitySource(publisher="Kilden")
    return Scheme.model_validate(
        {"id": slug(name), "navn": name, "alias": aliases, "kilder": (source,)} | more,
    )


@pytest.fixture
def schemes() -> Schemes:
    return Schemes(
        [scheme("Klimasats"), scheme("Enova"), scheme("RFF", "Regionale forskningsfond"), scheme("Skjønnsmidler")]
    )


@pytest.mark.parametrize(
    ("funding", "ids"),
    [
        ("Klimasats", ["klimasats"]),
        ("KLIMASATS 2019 (Miljødirektoratet)", ["klimasats"]),
        ("Klimasats og Enova", ["enova", "klimasats"]),
        ("Regionale  forskningsfond Agder", ["rff"]),
        ("RFF Oslofjordfondet", ["rff"]),
        ("Skjønnsmidler fra Fylkesmannen", ["skjonnsmidler"]),
        # Whole words alone: another scheme's name may hold this one's.
        ("Prosjektskjønnsmidler", []),
        ("Klimasatsing i kommunen", []),
        ("Regionale fond", []),
        ("", []),
        (None, []),
    ],
)
def test_a_text_about_funding_names_schemes_by_name_or_alias_as_whole_words(
    schemes: Schemes, funding: str | None, ids: list[str]
) -> None:
    assert [each.id for each in schemes.financing(funding)] == ids


def test_a_scheme_is_expired_when_its_deadline_has_passed_or_somebody_has_said_so() -> None:
    assert not scheme("A", soknadsfrist=TODAY).expired(TODAY)
    assert scheme("A", soknadsfrist=date(2026, 11, 19)).expired(TODAY)
    assert scheme("A", status="utløpt").expired(TODAY)
    assert not scheme("A", soknadsfrist_tekst="løpende").expired(TODAY)
    assert scheme("A").standing(TODAY) is SchemeStatus.UNKNOWN
    assert scheme("A", status="aktiv", kontrollert=TODAY).standing(TODAY) is SchemeStatus.ACTIVE


def test_an_active_scheme_must_say_when_that_was_looked_into() -> None:
    with pytest.raises(ValidationError, match="kontrollert mangler"):
        scheme("A", status="aktiv")
