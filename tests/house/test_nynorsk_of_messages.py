"""Whatever an error or a reading can say to somebody on a nynorsk page has words in nynorsk."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

import pytest
import yaml

from kunnskapsbase.settings import ROOT
from search_api import problems
from search_api.translating import in_language, remark_in_language
from tests.support.maalform import bokmal_words, words_of

FILES = ("messages.nn.yml", "reading.nn.yml")
# Classes of errors whose first argument is what is said, and the rooms where an API meets them.
SAID_BY = {
    "BeingAnsweredError", "BusyError", "ConflictError", "EmbeddingError", "ForbiddenError", "ForgedLinkError",
    "GoneLinkError", "IndexMissingError", "InputError", "NewerStoreError", "NoKeyError", "StoreFullError",
    "StoreInUseError", "StoreLockedError", "StoreUnreachableError", "TooLargeError", "UnknownCountyError",
    "UnknownMunicipalityError",
}  # fmt: skip
# These take a code first.
SAID_SECOND = {"Remark", "UnreadableError"}
FILLED_IN = "x1"
ROOMS = ("search_api", "kunnskapsbase", "ingest/readers", "ingest/cleaning")
# Put together of pieces; what they become stands whole in the file.
PIECES = {"Side x1x1 x1.", "Lysbilde x1 x1.", "x1. Disse leses: x1.", "x1 Det gjelder x1 (x1)."}
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _text(node: ast.expr) -> str | None:
    """What an expression says, with something in each place that is filled in; ``None`` where it is no text here."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else FILLED_IN for part in node.values)
    return None


def _said(room: str) -> Iterator[str]:
    for path in sorted((ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            place = 0 if node.func.id in SAID_BY else 1 if node.func.id in SAID_SECOND else None
            if place is not None and len(node.args) > place and (text := _text(node.args[place])):
                yield text


@lru_cache(maxsize=1)
def _pairs() -> list[dict[str, str]]:
    texts = ((ROOT / "search_api" / name).read_text(encoding="utf-8") for name in FILES)
    return [pair for text in texts for pair in yaml.safe_load(text)]


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    patterns = (".+".join(map(re.escape, PLACEHOLDER.split(pair["nb"])[::2])) for pair in _pairs())
    return re.compile("|".join(patterns), re.DOTALL)


def _problem_words() -> list[str]:
    filled = [PLACEHOLDER.sub(FILLED_IN, each) for each in problems.MESSAGES.values()]
    return [*problems.TITLES.values(), *(f"«{FILLED_IN}» {each}." for each in filled)]


def test_whatever_is_said_to_somebody_has_words_in_nynorsk() -> None:
    said = {text for room in ROOMS for text in _said(room)} - PIECES
    assert len(said) > 150
    assert [text for text in sorted({*said, *_problem_words()}) if not _known().fullmatch(text)] == []


def test_nothing_is_filled_in_that_was_not_there_and_no_bokmal_stands_in_nynorsk() -> None:
    only_bokmal = bokmal_words()
    leaked: dict[str, str] = {}
    for pair in _pairs():
        names = PLACEHOLDER.findall(pair["nb"])
        assert len(names) == len(set(names)), pair["nb"]
        assert set(PLACEHOLDER.findall(pair["nn"])) <= set(names), pair["nb"]
        # Names of fields and files are the same in both, and «PDF-en» is no «en».
        own = re.sub(r"\S*[_/]\S*|«[^»]*»|-\w+", " ", pair["nn"])
        leaked |= dict.fromkeys(words_of(own) & only_bokmal, pair["nn"])
    assert leaked == {}


def test_the_reader_of_nynorsk_gets_what_was_filled_in_as_it_stood() -> None:
    said = "Det finnes ingen løsning med id «{0}<b>\n». Den kan være fjernet."
    assert in_language(said, "nn") == "Det finst inga løysing med id «{0}<b>\n». Ho kan vere fjerna."
    assert in_language(said, "nb") == said
    assert in_language("Noe ingen har sagt før.", "nn") == "Noe ingen har sagt før."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("lysbilde 3: Filen har makroer. De er ikke kjørt; bare teksten er lest.", "lysbilete 3: Fila har makroar."),
        ("Side 2, 3 og 4 sider til har ingen tekst.", "Side 2, 3 og 4 sider til har ingen tekst."),
        ("minutt 1: 2 tekster mangler sluttid.", "minutt 1: 2 tekstar manglar sluttid."),
    ],
)
def test_a_remark_keeps_its_place(said: str, told: str) -> None:
    assert remark_in_language(said, "nn").startswith(told)
