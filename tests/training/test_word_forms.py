"""The word lists that the reading of PDFs is checked against."""

import lzma
from collections import Counter
from pathlib import Path

from kunnskapsbase.wordlists import read_words
from training.sources import RUNNING_TEXT
from training.word_forms import choose_forms, count_forms, find_pieces, write_word_forms

CUT = "det er en informa sjon til alle som har vært med på dette"
WHOLE = "det er en informasjon til alle som har vært med på dette og en arendalskonferanse til"


def text_folder(folder: Path, lines: list[str]) -> Path:
    for source in RUNNING_TEXT:
        with lzma.open(folder / source.path, "wt", encoding="utf-8") as file:
            file.write("\n".join(lines if source is RUNNING_TEXT[0] else ["det er det som er"]))
    return folder


def test_a_rare_word_that_makes_a_common_one_with_its_neighbour_is_a_piece(tmp_path: Path) -> None:
    data = text_folder(tmp_path, [WHOLE] * 30 + [CUT] * 3)
    counts = count_forms(data)
    assert find_pieces(data, counts) == {"informa", "sjon"}


def test_forms_are_frequent_sorted_and_neither_listed_nor_compounds_nor_pieces() -> None:
    counts = Counter({"stovnerby": 9, "sjon": 9, "kommune": 9, "zzyq": 2, "aq": 9, "frostvegg": 5, "b2b": 9})
    forms = choose_forms(counts, frozenset({"sjon"}), fewest=4)
    assert "kommune" not in forms
    assert "frostvegg" not in forms
    assert not {"sjon", "zzyq", "aq", "b2b"} & set(forms)
    assert forms == sorted(forms)


def test_both_lists_are_written_with_how_they_were_made(tmp_path: Path) -> None:
    data = text_folder(tmp_path, [WHOLE] * 30 + [CUT] * 3)
    forms, pieces = write_word_forms(data, tmp_path, fewest=4)
    assert "python -m training.word_forms" in (tmp_path / "ordformer.txt").read_text(encoding="utf-8")
    assert (tmp_path / "bruddstykker.txt").read_text(encoding="utf-8").splitlines()[1:] == ["sjon"]
    assert forms >= 0
    assert pieces == 1


def test_the_lists_that_are_shipped_do_not_overlap_and_hold_what_they_should() -> None:
    forms, pieces, lexicon = read_words("ordformer"), read_words("bruddstykker"), read_words("leksikon")
    assert not forms & lexicon
    assert pieces <= lexicon
    assert {"sjon", "kommu"} <= pieces
    assert len(forms) > 50_000
