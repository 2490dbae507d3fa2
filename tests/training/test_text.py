"""What the training text goes through: the leak check, the word helpers and the count of the word list."""

from pathlib import Path

import pytest

from tests.training.tiny_text import ASKED, write_retrieval_sets, write_running_text
from training.__main__ import read_arguments
from training.evaluate import SETS
from training.leak import SHINGLE_WORDS, LeakCheck, evaluation_texts, shingles_of
from training.lexicon import HEADING, count_words, write_lexicon
from training.words import PASSAGE_WORDS, is_norwegian, passages_of, words_of, written_form

PASSAGE = "Den gamle kverna ved elva maler korn hver tirsdag til det er tomt for vann i dammen."
LONG_ENOUGH = " ".join(PASSAGE.split()[2 : 2 + SHINGLE_WORDS])
ONE_WORD_SHORT = " ".join(PASSAGE.split()[2 : 1 + SHINGLE_WORDS])


@pytest.mark.parametrize(
    "text",
    [PASSAGE, LONG_ENOUGH, f"Vi leste at {LONG_ENOUGH}, og dro hjem.", LONG_ENOUGH.upper(), LONG_ENOUGH + "!"],
)
def test_the_leak_check_drops_a_text_with_eight_words_in_a_row_of_an_evaluation_passage(text: str) -> None:
    assert not LeakCheck([PASSAGE]).allows("brev", text)


@pytest.mark.parametrize(
    "text",
    [
        "Katta sover på taket når regnet har gitt seg og sola varmer skiferen igjen.",
        ONE_WORD_SHORT,
        " ".join(reversed(PASSAGE.split())),
        LONG_ENOUGH.replace("korn", "malt"),
        "",
    ],
)
def test_the_leak_check_lets_other_texts_pass(text: str) -> None:
    assert LeakCheck([PASSAGE]).allows("brev", text)


def test_a_pair_is_dropped_when_either_side_leaks_and_the_counts_say_so() -> None:
    leak = LeakCheck([PASSAGE])
    assert not leak.allows("brev", "Om kverna", PASSAGE)
    assert not leak.allows("brev", PASSAGE, "Om kverna")
    assert leak.allows("brev", "Om kverna", "Den står stille om vinteren.")
    assert leak.allows("avis", "En anmeldelse av en bok om ku og kalv.")
    assert leak.counts() == {"avis": {"seen": 1, "dropped": 0}, "brev": {"seen": 3, "dropped": 2}}


def test_a_text_of_fewer_than_eight_words_has_no_shingles() -> None:
    words = words_of(PASSAGE)
    assert list(shingles_of(words[: SHINGLE_WORDS - 1])) == []
    assert list(shingles_of(words[:SHINGLE_WORDS])) == [" ".join(words[:SHINGLE_WORDS])]
    assert len(LeakCheck([PASSAGE])) == len(words) - SHINGLE_WORDS + 1


def test_the_leak_check_reads_the_passages_and_the_questions_of_every_retrieval_set(tmp_path: Path) -> None:
    sets = write_retrieval_sets(tmp_path)
    texts = list(evaluation_texts(sets / name for name in SETS))
    assert sorted(texts) == sorted([text for pair in ASKED for text in pair] * len(SETS))
    assert not LeakCheck(texts).allows("brev", ASKED[1][1])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Hvordan kan hun vite noe om dette?", "nb"),
        ("Korleis kan ho vite noko om dette?", "nn"),
        ("Jeg kommer ikke fra byen.", "nb"),
        ("Eg kjem ikkje frå byen.", "nn"),
        ("KVA GJER DEI?", "nn"),
        ("Sola er varm.", "nb"),
        ("", "nb"),
    ],
)
def test_the_written_form_is_told_by_the_words_only_one_form_has(text: str, form: str) -> None:
    assert written_form(words_of(text)) == form


@pytest.mark.parametrize(
    ("text", "norwegian"),
    [
        ("Vi har ikke sett båten som de kjøpte.", True),
        ("Vi har ikkje sett båten som dei kjøpte.", True),
        ("The boat sailed out of the harbour before breakfast.", False),
        ("Hammer, sag, tang, spiker, skrue, mutter, hengsel, beslag, høvel, sandpapir, maling", False),
    ],
)
def test_prose_is_norwegian_when_enough_of_its_words_are_norwegian_function_words(text: str, norwegian: bool) -> None:
    assert is_norwegian(words_of(text)) is norwegian


def test_words_are_lower_cased_and_lose_their_marks() -> None:
    assert words_of("Ærlig talt – 3 «ØKS»er_og én Å!") == ["ærlig", "talt", "3", "øks", "er", "og", "én", "å"]


def test_a_document_is_cut_into_passages_at_sentence_ends() -> None:
    sentence = "Reven gikk over isen mens ugla satt i grana og så på."
    length = len(sentence.split())
    document = " ".join([sentence] * 24)
    passages = list(passages_of(document))
    assert " ".join(passages) == document
    assert all(passage.endswith("på.") for passage in passages)
    assert all(PASSAGE_WORDS <= len(passage.split()) < PASSAGE_WORDS + length for passage in passages[:-1])
    assert len(passages) > 1


def test_a_scrap_of_text_gives_no_passage() -> None:
    assert list(passages_of("Reven gikk over isen.")) == []
    assert list(passages_of("")) == []


@pytest.fixture
def text_folder(tmp_path: Path) -> Path:
    """A text folder in which ``båten`` stands four times, ``elva`` three, ``ugla`` and ``grana`` two, and so on."""
    lines = {source: ["Båten er på elva."] for source in ("lovdata_lover", "norec", "noark5")}
    lines["giella_nob"] = ["Båten er ikke 100 meter, og b2b er ikke et ord.", "Ugla er i grana."]
    lines["giella_nno"] = ["Ugla er ikkje i grana.", "The otter swims under the wooden bridge every single morning."]
    return write_running_text(tmp_path / "tekst", lines)


def words_in(path: Path) -> list[str]:
    """Read the words of a word list, without its heading."""
    heading, words = path.read_text(encoding="utf-8").split("\n", maxsplit=1)
    assert heading + "\n" == HEADING
    return words.splitlines()


def test_the_words_of_every_norwegian_line_are_counted(text_folder: Path) -> None:
    counts = count_words(text_folder)
    assert (counts["båten"], counts["elva"], counts["ugla"], counts["ikkje"]) == (4, 3, 2, 1)
    assert not {"er", "på", "100", "b2b", "otter", "Båten"} & counts.keys()


def test_the_word_list_has_the_most_frequent_word_first_and_ties_in_the_order_of_the_alphabet(
    text_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "leksikon.txt"
    assert write_lexicon(text_folder, out, size=100, fewest=1) == len(words_in(out))
    assert words_in(out) == ["båten", "elva", "grana", "ikke", "ugla", "ikkje", "meter", "ord"]


@pytest.mark.parametrize(("fewest", "kept"), [(2, 5), (3, 2), (4, 1), (5, 0)])
def test_the_word_list_leaves_out_words_that_stand_too_seldom(
    text_folder: Path, tmp_path: Path, fewest: int, kept: int
) -> None:
    out = tmp_path / "leksikon.txt"
    assert write_lexicon(text_folder, out, size=100, fewest=fewest) == kept
    assert [word for word in words_in(out) if word] == ["båten", "elva", "grana", "ikke", "ugla"][:kept]


def test_the_command_line_writes_no_more_words_than_it_is_asked_for(text_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "leksikon.txt"
    given = ["lexicon", "--data", str(text_folder), "--out", str(out), "--size", "3", "--fewest", "2"]
    arguments = read_arguments(given)
    arguments.run(arguments)
    assert words_in(out) == ["båten", "elva", "grana"]
