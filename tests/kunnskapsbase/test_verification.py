"""How far something is verified: by which role, when, and what cannot be said at once."""

import pytest
from pydantic import ValidationError

from kunnskapsbase.solution import Verification, VerificationLevel, Verifier


def test_what_the_corpus_writes_is_read_by_its_norwegian_keys() -> None:
    read = Verification.model_validate({"nivaa": "evaluert", "av": "forsker", "dato": "2025-03-01"})
    assert (read.level, read.by, read.date) == (VerificationLevel.EVALUATED, Verifier.RESEARCHER, "2025-03-01")


def test_nothing_said_is_read_and_by_nobody_known() -> None:
    assert (Verification().level, Verification().by) == (VerificationLevel.READ, None)


@pytest.mark.parametrize("by", [each for each in Verifier if each is not Verifier.MUNICIPALITY])
def test_nobody_confirms_but_the_municipality(by: Verifier) -> None:
    with pytest.raises(ValidationError, match="kommunens eget ord"):
        Verification(level=VerificationLevel.CONFIRMED, by=by, date="2026-01-02")
    confirmed = Verification(level=VerificationLevel.CONFIRMED, by=Verifier.MUNICIPALITY, date="2026-01-02")
    assert confirmed.by is Verifier.MUNICIPALITY


def test_the_municipality_does_not_evaluate_itself() -> None:
    with pytest.raises(ValidationError, match="andre enn kommunen selv"):
        Verification(level=VerificationLevel.EVALUATED, by=Verifier.MUNICIPALITY, date="2026-01-02")


@pytest.mark.parametrize("level", [VerificationLevel.CONFIRMED, VerificationLevel.EVALUATED])
def test_what_somebody_else_stands_behind_has_a_date(level: VerificationLevel) -> None:
    with pytest.raises(ValidationError, match=f"«{level.value}» må ha dato"):
        Verification(level=level)
