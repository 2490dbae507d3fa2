"""Solutions for tests of what is made of one: any of the corpus, or one that is all too much."""

from functools import lru_cache

from ingest.experience_file import read_experiences
from kunnskapsbase.adoption import Adoption
from kunnskapsbase.mentor_assignment import choose
from kunnskapsbase.mentoring import Answering, Known, candidates
from kunnskapsbase.municipalities import Municipality, load_register
from kunnskapsbase.settings import ROOT
from kunnskapsbase.solution import Solution
from search_api.brief.content import Beside
from search_api.shelf import Shelved

REGISTER = load_register(ROOT / "corpus" / "kommuner")


@lru_cache(maxsize=1)
def corpus_solutions() -> tuple[Shelved, ...]:
    """Every experience of the corpus."""
    found, problems = read_experiences(sorted((ROOT / "corpus" / "erfaringer").glob("*.md")), REGISTER)
    assert not problems
    return tuple(Shelved(each, REGISTER) for each in found)


def overwhelming(text: str) -> Shelved:
    """A solution in which every text is ``text``, with two hundred participants and as many gains."""
    municipalities = [REGISTER.get(number) for number in ("5614", "1804", "0301", "4601")]
    linked = [
        {"navn": each.name, "type": "kommune", "rolle": "tatt_i_bruk", "kommunenummer": [each.kommunenummer]}
        for each in municipalities
    ]
    unlinked = [{"navn": f"{text} {number}", "type": "annet", "rolle": "partner"} for number in range(200)]
    fields = {
        "id": "altfor-mye",
        "tittel": text,
        "aktorer": [*linked, *unlinked],
        "utfordring": text,
        "losning": text,
        "erfaringer": text,
        "forutsetninger": text,
        "gevinster": [{"type": "tid", "beskrivelse": text, "tall": 1e9, "enhet": text} for _ in range(200)],
        "finansiering": {"ordning": text, "belop_nok": 10**12, "aar": 2020},
        "status": "stoppet",
        "sektor": "helse-omsorg",
        "innovasjonstype": "tjeneste",
        "maalform": "nn",
        "kilde": {"url": f"https://eksempel.no/{'a' * 3000}", "tittel": text, "utgiver": text, "type": "nyhet"},
        "kontakt": {"enhet": text, "epost": f"{'e' * 300}@eksempel.no", "telefon": text},
    }
    return Shelved(Solution.model_validate(fields), REGISTER)


def changed(shelved: Shelved, **fields: object) -> Shelved:
    """The same solution with other values in some fields."""
    return Shelved(Solution.model_validate({**shelved.solution.model_dump(), **fields}), REGISTER)


def beside(shelved: Shelved, asker: Municipality | None, *adoptions: Adoption) -> Beside:
    """What stands beside a solution for the one that asks: adoptions, and those that nobody has asked to help."""
    if asker is None:
        return Beside(adoptions)
    mentors = candidates([Answering(shelved.solution)], REGISTER, Known())
    return Beside(adoptions, choose(asker, mentors))
