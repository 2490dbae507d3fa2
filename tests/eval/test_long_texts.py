"""Whether a passage is counted as the answer, and that the sets give each question a document that holds it."""

from pathlib import Path

import pytest

from eval.long_texts import DATA, SETS, holds, squeezed
from eval.splitting import Cut, measure
from ingest.splitting import Sizes
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.settings import Settings

ANSWER = squeezed("Lekkasjene ble funnet med lyttesensorer om natten, og rørene ble skiftet ut året etter.")


@pytest.mark.parametrize(
    ("passage", "right"),
    [
        (f"foran{ANSWER}etter", True),
        (ANSWER[:40], True),
        (f"foran{ANSWER[:50]}", True),
        (f"{ANSWER[40:]}etter", True),
        (f"{'noe annet' * 20}{ANSWER[:10]}", False),
        ("noe helt annet som står et annet sted i dokumentet", False),
    ],
)
def test_a_passage_answers_when_it_holds_most_of_the_answer_or_lies_mostly_in_it(passage: str, right: bool) -> None:
    assert holds(squeezed(passage), ANSWER) is right


def test_only_letters_and_digits_are_compared() -> None:
    assert squeezed("– Punkt 1:\n«Vann-rør»") == "punkt1vannrør"


@pytest.mark.parametrize("name", SETS)
def test_every_question_has_a_document_that_holds_its_answer(name: str) -> None:
    if not (DATA / "gjenfinning").is_dir():
        pytest.skip("the texts do not travel with the repository")
    texts = SETS[name](DATA)
    whole = {each: squeezed("".join(block.text for block in blocks)) for each, blocks in texts.documents.items()}
    assert len(texts.asked) > 70
    assert all(each.answer in whole[each.document] for each in texts.asked)


def test_a_cut_is_measured_by_the_products_own_index(tmp_path: Path) -> None:
    if not (DATA / "rapporter").is_dir():
        pytest.skip("the texts do not travel with the repository")
    settings = Settings(data=tmp_path)
    seen = measure(settings, SETS["rapporter"](DATA), Cut(Sizes(100, 1000)), Embedder(settings))
    assert seen["passages"] > 300
    assert 0.5 < seen["measures"]["nDCG@10"]["mean"] < 1
