"""The words that tell bokmål and nynorsk apart are those both collections agree on."""

from pathlib import Path

import pytest

from tests.training.tiny_text import write_lines
from training.language import DOCUMENTS, is_for_training, lines, main
from training.sources import LETTERS

# The same in both forms but for «ikke» and «ikkje»; «brev» is a subject that only the letters have.
LETTER = ("Dette brevet {} er ikke viktig.", "Dette brevet {} er ikkje viktig.")
DOCUMENT = {
    "nb": "Reinen {} er ikke hjemme, sa Mikkel, og det var det ikke noen som visste. " * 3,
    "nn": "Sauen {} er ikkje heime, sa Mikkel, og det var det ikkje nokon som visste. " * 3,
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    numbers = range(200)
    letters = ["\t".join((*(text.format(f"a{number}") for text in LETTER), "test")) for number in numbers]
    write_lines(tmp_path / LETTERS.path, letters)
    for form, source in DOCUMENTS.items():
        write_lines(tmp_path / source.path, [DOCUMENT[form].replace("{}", f"b{number}") for number in numbers])
    return tmp_path


def test_the_list_holds_what_only_one_form_has_and_no_subjects_and_no_names(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "maalform.txt"
    main(["--data", str(data), "--out", str(out)])
    told = {
        word: float(weight)
        for line in out.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for weight, _, words in [line.partition(":")]
        for word in words.split()
    }
    assert told["ikke"] < 0 < told["ikkje"]
    assert told["hjemme"] < 0 < told["heime"]
    assert not told.keys() & {"brevet", "viktig", "er", "mikkel", "reinen", "sauen"}


def test_about_half_of_the_texts_are_kept_for_measuring_and_always_the_same() -> None:
    texts = [f"Tekst nummer {number}" for number in range(1000)]
    kept = [text for text in texts if is_for_training(text)]
    assert 400 < len(kept) < 600
    assert kept == [text for text in texts if is_for_training(text)]


def test_words_of_one_weight_stand_on_one_line() -> None:
    assert list(lines({"ikkje": 4.0, "eit": 4.0, "ikke": -1.5})) == ["-1.5: ikke", "+4.0: eit ikkje"]
