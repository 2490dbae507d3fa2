"""Those who are compared with: what they find, and that another model is asked as its family wants."""

from pathlib import Path

import pytest

from eval.retrieval.__main__ import main
from eval.retrieval.collection import Text
from eval.retrieval.peers import CharacterTfidf, HaystackBm25, PlainBm25, model_name, model_peers, with_model
from eval.retrieval.searchers import Searcher
from eval.retrieval.tasks import LAWS, Wanted, passage_task, passage_tasks
from kunnskapsbase.embedding import Embedder, Prefixes, prefixes
from kunnskapsbase.errors import InputError
from kunnskapsbase.settings import Settings
from tests.support.tiny_model import make_tiny_model

TEXTS = [
    Text("v1", "vann", "Kommunen leter etter lekkasjer i vannledningene."),
    Text("v2", "vann", "Lekkasjer finnes om natten, når ingen bruker vann."),
    Text("s1", "skole", "Elevene går på skole fire dager i uken."),
]


@pytest.mark.parametrize("peer", [PlainBm25, HaystackBm25, CharacterTfidf])
def test_words_that_stand_there_are_found_and_each_record_comes_once(
    peer: type[PlainBm25 | HaystackBm25 | CharacterTfidf],
) -> None:
    searcher: Searcher = peer(TEXTS)
    leaks, school = searcher.rank(["lekkasjer om natten", "skole"])
    assert leaks[0] == "vann"
    assert leaks.count("vann") == 1
    assert school[0] == "skole"


def test_stems_meet_other_inflections_and_pieces_of_words_meet_slips() -> None:
    assert PlainBm25(TEXTS).rank(["lekkasje"]) == [["vann"]]
    assert HaystackBm25(TEXTS).rank(["lekkasje"]) == [[]]
    assert PlainBm25(TEXTS).rank(["lekasjer"]) == [[]]
    assert CharacterTfidf(TEXTS).rank(["lekasjer"])[0][0] == "vann"


def test_words_that_stand_nowhere_find_nothing() -> None:
    for searcher in (PlainBm25(TEXTS), CharacterTfidf(TEXTS)):
        assert searcher.rank(["xyzzy"]) == [[]]


def test_a_model_is_given_the_prefixes_of_its_own_family_and_not_the_settings(tmp_path: Path) -> None:
    settings = Settings(query_prefix="spørsmål: ", passage_prefix="tekst: ")
    assert prefixes(with_model(settings, "intfloat/multilingual-e5-base")) == Prefixes("query: ", "passage: ")
    assert prefixes(with_model(settings, "BAAI/bge-m3")) == Prefixes(None, None)
    folder = make_tiny_model(tmp_path / "liten")
    assert prefixes(with_model(settings, str(folder))) == Prefixes(None, None)
    assert (model_name(str(folder)), model_name("BAAI/bge-m3")) == ("liten", "BAAI/bge-m3")


def test_a_model_is_asked_alone_and_with_the_channels_of_words(tmp_path: Path, tiny_model: Path) -> None:
    settings = with_model(Settings(embedding_model=str(tiny_model)), str(make_tiny_model(tmp_path / "liten", seed=3)))
    with model_peers(TEXTS, settings, Embedder(settings)) as (alone, together):
        assert (alone.name, together.name) == ("model:liten", "model:liten+")
        assert (alone.settings.terms_weight, alone.settings.grams_weight) == (0.0, 0.0)
        assert together.rank(["lekkasjer om natten"])[0][0] == "vann"
        # Vectors alone know every text; the questions with no word in common find them all too.
        assert set(alone.rank(["xyzzy"])[0]) == {"vann", "skole"}


@pytest.mark.usefixtures("small_base")
def test_a_model_that_is_not_there_is_told_of(
    tmp_path: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--quick", "--sets", "vanlig_dev", "--questions", str(questions), "--results", str(tmp_path / "ut")]
    assert main([*asked, "--model", str(tmp_path / "borte")]) == 2
    assert "Fant ikke mappen med språkmodellen" in capsys.readouterr().err


def test_a_question_is_written_as_the_text_that_answers_it(passage_sets: Path) -> None:
    task = passage_task(passage_sets / LAWS)
    assert [topic.language for topic in task.topics] == ["nb", "nn"]
    assert len(task.texts) == 3


def test_a_set_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--data"):
        passage_tasks(Wanted(data=tmp_path, sets=[LAWS]))
