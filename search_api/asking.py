"""A question on its way in: what was asked, how it was read, and what of it is matched, in vectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, Self

from haystack import component

from kunnskapsbase.bm25 import SparseVector
from kunnskapsbase.channels import question_vectors
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.everyday import expressions
from kunnskapsbase.index import Conditions
from kunnskapsbase.matching import Asker
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister, load_register
from kunnskapsbase.network import Networks
from kunnskapsbase.question import Understood, understand
from kunnskapsbase.settings import Settings
from search_api.evidence import AskedWord, asked_words

Language = Literal["nb", "nn", "se", "en", "da", "sv"]


class Unchanging:
    """What passes between components and cannot change: Haystack would copy it, and need not."""

    def __deepcopy__(self, _: dict[int, object]) -> Self:
        return self


@dataclass(frozen=True)
class Ask(Unchanging):
    """A question with what the caller said beside it; the caller's word goes before the question's.

    ``solutions`` and ``passages`` are how many of each are wanted; what is not wanted at all is not looked for. Of the
    solutions, the first ``offset`` are passed over.
    ``kinds`` are of the documents that passages are taken from. ``without`` names what is understood and not to be
    used (``kunnskapsbase.question.PARTS``). ``today`` is what «i fjor» counts from; without it such words are not read.
    """

    text: str
    municipality: Municipality | None = None
    population_min: int | None = None
    population_max: int | None = None
    counties: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    verifications: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    language: Language | None = None
    solutions: int = 10
    offset: int = 0
    passages: int = 0
    without: tuple[str, ...] = ()
    today: date | None = None

    @property
    def unused(self) -> frozenset[str]:
        """What the question may say and is not listened to: it is taken away, or the caller has said it."""
        said = {
            "municipality": self.municipality is not None,
            "county": bool(self.counties),
            "region": bool(self.counties),
            "sector": bool(self.sectors),
            "status": bool(self.statuses),
        }
        return frozenset(self.without) | {part for part, here in said.items() if here}


@dataclass(frozen=True)
class Read(Unchanging):
    """The question as it was read: what is matched, who asks, what is wished for, and what must hold.

    ``understood`` is all that the words say; ``used`` is what of it the answer goes by.
    """

    ask: Ask
    understood: Understood
    used: Understood
    asker: Asker
    conditions: Conditions
    words: tuple[AskedWord, ...]


@dataclass(frozen=True)
class Vectors(Unchanging):
    """A question's dense vector and its sparse ones, by channel."""

    dense: list[float]
    sparse: Mapping[str, SparseVector]


@component
class QuestionReader:
    """Reads who asks and what must hold out of the question, where the caller did not say."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._register: MunicipalityRegister | None = None

    def warm_up(self) -> None:
        """Load the municipality register and the everyday expressions."""
        if self._register is None:
            self._register = load_register(Settings(**self.settings).corpus / "kommuner")
            expressions()

    @component.output_types(read=Read, for_solutions=Read, for_passages=Read)
    def run(self, ask: Ask, networks: Networks | None = None) -> dict[str, Read]:
        """Read ``ask``; the outputs for what is not wanted are left out, and nothing is looked for there.

        ``networks`` are those that the asker may share with others.
        """
        if self._register is None:
            self.warm_up()
        assert self._register is not None
        understood = understand(ask.text, self._register, ask.today)
        used = understood.without(ask.unused) if ask.unused else understood
        if ask.population_min is not None or ask.population_max is not None:
            used = replace(used, population_min=None, population_max=None)
        who = ask.municipality or used.municipality
        year = (ask.today or date.today()).year
        asker = Asker(
            municipality=who,
            population=used.population,
            size_span=used.size_span,
            counties=used.counties,
            region=used.region,
            circles=networks.circles(year).get(who.kommunenummer, ()) if networks and who else (),
        )
        conditions = Conditions(
            population_min=ask.population_min if ask.population_min is not None else used.population_min,
            population_max=ask.population_max if ask.population_max is not None else used.population_max,
            counties=ask.counties,
            sectors=ask.sectors,
            statuses=ask.statuses,
            verifications=ask.verifications,
            language=ask.language,
        )
        read = Read(ask, understood, used, asker, conditions, asked_words(understood.text))
        outputs = {"read": read}
        if ask.solutions:
            outputs["for_solutions"] = read
        if ask.passages:
            outputs["for_passages"] = read
        return outputs


@component
class QuestionEncoder:
    """Turns the words to be matched into a dense vector and sparse ones."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._embedder: Embedder | None = None

    def warm_up(self) -> None:
        """Load the embedding model."""
        if self._embedder is None:
            self._embedder = Embedder(Settings(**self.settings))

    @property
    def is_quick(self) -> bool:
        """Whether a question is encoded in well under a millisecond (a static model)."""
        return self._embedder is not None and self._embedder.static

    def vectors(self, texts: Sequence[str]) -> list[list[float]]:
        """The dense vectors of questions, of unit length."""
        if self._embedder is None:
            self.warm_up()
        assert self._embedder is not None
        return self._embedder.queries(texts) if texts else []

    @component.output_types(vectors=Vectors)
    def run(self, read: Read) -> dict[str, Vectors]:
        """Encode what is left of the question."""
        if self._embedder is None:
            self.warm_up()
        assert self._embedder is not None
        text = read.understood.text
        return {"vectors": Vectors(self._embedder.queries([text])[0], question_vectors(text, read.used.field_words))}
