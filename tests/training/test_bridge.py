"""How the list of nynorsk words is made: from what stands in both forms, and what is regular in it."""

from collections import Counter
from pathlib import Path

from tests.training.tiny_text import write_lines, write_running_text
from training.__main__ import read_arguments
from training.bridge import HEADING, lines, regular_pairs, stem_pairs
from training.bridge_evidence import Forms, bible_pairs, count_forms, letter_pairs, word_net_pairs
from training.bridge_rules import Rules, learn_rules
from training.sources import BIBLE, LETTERS, WORD_NETS

MANY = 200


def forms(nb: dict[str, int], nn: dict[str, int]) -> Forms:
    """Counts as of much more bokmål than nynorsk."""
    return Forms(Counter({"fyll": 1_000_000, **nb}), Counter({"fylle": 50_000, **nn}), frozenset(nn))


def test_a_word_of_both_forms_is_none_of_nynorsk() -> None:
    counted = forms({"verk": 400, "seier": 50, "løsning": 90}, {"verk": 20, "seier": 100, "løysing": 5, "ein": 1})
    assert counted.is_nynorsk("løysing")
    assert not counted.is_nynorsk("verk")
    assert not counted.is_nynorsk("seier")
    assert not counted.is_nynorsk("ein")
    assert counted.is_bokmal("løsning")
    assert not counted.is_bokmal("løysing")


def test_where_only_an_ending_is_added_more_is_asked() -> None:
    counted = forms({"dokument": 4, "dokumenter": 90}, {"dokument": 6, "dokumenter": 1})
    assert counted.is_nynorsk("dokument")
    assert not counted.may_become("dokument", "dokumenter")


def text_of(folder: Path, letters: list[tuple[str, str]], bible: list[tuple[str, str]]) -> Path:
    """A text folder with running text of both forms."""
    bokmal = ["Det er ikke noe mer enn en løsning for hjemmet, og vi var på vei fra hagen til myra."] * MANY
    nynorsk = ["Det er ikkje noko meir enn ei løysing for heimen, og vi var på veg frå hagen til myra i Åmot."] * 20
    write_running_text(folder, {"giella_nob": bokmal, "giella_nno": nynorsk})
    for source, pairs in ((LETTERS, letters), (BIBLE, bible)):
        write_lines(folder / source.path, ("\t".join(pair) for pair in pairs))
    return folder


def test_letters_give_the_words_that_stand_in_each_others_place(tmp_path: Path) -> None:
    pairs = [("Vi fant en løsning for hjemmet i går.", "Vi fann ei løysing for heimen i går.")] * 3
    data = text_of(tmp_path, [*pairs, ("De kom.", "Dei kom.")], [])
    counted = count_forms(data)
    assert letter_pairs(data, counted)["løysing"] == "løsning"


def test_the_bible_counts_only_where_both_words_live_today(tmp_path: Path) -> None:
    bible = [("Og en løsning blev hjemmet på jorden", "Og ei løysing vart heimen på jordi")] * 3
    data = text_of(tmp_path, [], bible)
    found = bible_pairs(data, count_forms(data))
    assert found["løysing"] == "løsning"
    assert "jordi" not in found


def test_the_word_nets_give_words_of_one_meaning_that_look_alike(tmp_path: Path) -> None:
    data = text_of(tmp_path, [], [])
    nets = {
        "nb": ["1-n\tlemma\tløsning", "2-n\tlemma\thage"],
        "nn": ["1-n\tlemma\tløysing", "2-n\tlemma\tgard", "2-n\tlemma\thage"],
    }
    (data / "ordlister").mkdir()
    for form, rows in nets.items():
        (data / WORD_NETS[form].path).write_text("# title\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert word_net_pairs(data, count_forms(data)) == {"løysing": "løsning"}


def test_words_written_small_are_told_from_names(tmp_path: Path) -> None:
    counted = count_forms(text_of(tmp_path, [], []))
    assert "løysing" in counted.small
    assert "åmot" not in counted.small
    assert counted.nn["åmot"] == 20


KNOWN = {
    "tenesta": "tjenesten",
    "teneste": "tjeneste",
    "tenester": "tjenester",
    "båtar": "båter",
    "bilar": "biler",
    "skular": "skoler",
}


def test_what_is_regular_is_used_on_other_words_that_bokmal_has() -> None:
    rules = Rules(learn_rules(KNOWN))
    counts = Counter({"hester": 9, "posttjeneste": 3})
    assert rules.ranked("hestar", counts.__getitem__) == ["hester"]
    assert rules.ranked("postteneste", counts.__getitem__) == ["posttjeneste"]
    assert rules.ranked("xyz", counts.__getitem__) == []
    assert rules.ranked("hester", counts.__getitem__) == []


def test_rules_are_let_loose_on_words_that_bokmal_lacks_and_give_words_that_it_has() -> None:
    counted = forms({"hester": 50, "katter": 50, "kattar": 40}, {"hestar": 9, "kattar": 9, "katter": 1, "griser": 9})
    assert regular_pairs(KNOWN, counted) == {"hestar": "hester"}


def test_stems_follow_from_the_words_and_never_lead_to_one_that_is_replaced() -> None:
    counted = forms({"tjeneste": 50, "løsning": 50}, {"tenesta": 9, "teneste": 9, "løysing": 9})
    found = stem_pairs({"tenesta": "tjenesten", "teneste": "tjeneste", "løysing": "løsning", "ikkje": "ikke"}, counted)
    assert found == {"tenest": "tjenest", "løysing": "løsning"}


def test_the_list_is_by_bokmal_word_in_the_order_of_the_alphabet() -> None:
    assert list(lines({"vatn": "vann", "heim": "hjem", "heimen": "hjem"})) == ["hjem: heim heimen", "vann: vatn"]


def test_the_command_writes_the_list_with_how_it_was_made(tmp_path: Path) -> None:
    data = text_of(tmp_path / "tekst", [("Vi fant en løsning i går.", "Vi fann ei løysing i går.")] * 3, [])
    (data / "ordlister").mkdir()
    for source in WORD_NETS.values():
        (data / source.path).write_text("# title\n", encoding="utf-8")
    out = tmp_path / "nynorsk.txt"
    given = read_arguments(["bridge", "--data", str(data), "--out", str(out)])
    given.run(given)
    written = out.read_text(encoding="utf-8")
    assert written.startswith(HEADING)
    assert "løsning: løysing" in written.splitlines()
