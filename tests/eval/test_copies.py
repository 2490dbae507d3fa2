"""The corpus many times over."""

import pytest

from eval.building import EXPERIENCE, describe, temporary_base
from eval.copies import multiply
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from tests.eval.conftest import ANSWER, EXPERIENCES

COPY = f"{ANSWER}-kopi-1"


def solutions(settings: Settings) -> dict[str, Solution]:
    store = RecordStore(settings.database)
    try:
        return {record.id: Solution.model_validate_json(record.body) for record in store.all(EXPERIENCE)}
    finally:
        store.close()


@pytest.mark.usefixtures("small_base")
def test_copies_fill_up_to_the_number_wanted_and_differ_by_id_alone() -> None:
    with temporary_base() as settings:
        multiply(settings, 50)
        assert describe(settings).passages == 50
        found = solutions(settings)
    assert found[COPY].model_copy(update={"id": ANSWER}) == found[ANSWER]


@pytest.mark.usefixtures("small_base")
def test_mixed_copies_have_other_texts_of_the_same_length_the_same_every_time() -> None:
    texts = []
    for _ in range(2):
        with temporary_base() as settings:
            multiply(settings, 2 * EXPERIENCES, mixed=True)
            found = solutions(settings)
            texts.append(found[COPY].approach)
    original = found[ANSWER].approach
    assert texts[0] == texts[1]
    assert texts[0] != original
    assert len(texts[0].split()) == len(original.split())


@pytest.mark.usefixtures("small_base")
def test_nothing_is_taken_away_when_there_is_enough() -> None:
    with temporary_base() as settings:
        multiply(settings, 3)
        assert describe(settings).passages == EXPERIENCES
