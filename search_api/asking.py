"""A question on its way in: what was asked, how it was read, and what of it is matched, in vectors."""

from dataclasses import dataclass
from typing import Any, Literal, Self

from haystack import component

from kunnskapsbase.bm25 import SparseVector, query_vector
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import Conditions
from kunnskapsbase.matching import Asker
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister, load_register
from kunnskapsbase.question import Understood, understand
from kunnskapsbase.settings import Settings
from kunnskapsbase.text import terms
from search_api.evidence import AskedWord, asked_words

Language = Literal["nb", "nn", "se", "en", "da", "sv"]


class Unchanging:
    """What passes between components and cannot change: Haystack would copy it, and need not."""

    def __deepcopy__(self, _: dict[int, object]) -> Self:
        return self


@dataclass(frozen=True)
class Ask(Unchanging):
    """A question with what the caller said beside it; the caller's word goes before the question's.

    ``solutions`` and ``passages`` are how many of each are wanted; what is not wanted at all is not looked for.
    ``kinds`` are of the documents that passages are taken from.
    """

    text: str
    municipality: Municipality | None = None
    population_min: int | None = None
    population_max: int | None = None
    counties: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    language: Language | None = None
    solutions: int = 10
    passages: int = 0


@dataclass(frozen=True)
class Read(Unchanging):
    """The question as it was read: what is matched, who asks, and what must hold."""

    ask: Ask
    understood: Understood
    asker: Asker
    conditions: Conditions
    words: tuple[AskedWord, ...]


@dataclass(frozen=True)
class Vectors(Unchanging):
    """A question's dense vector and its sparse one."""

    dense: list[float]
    sparse: SparseVector


@component
class QuestionReader:
    """Reads who asks and what must hold out of the question, where the caller did not say."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._register: MunicipalityRegister | None = None

    def warm_up(self) -> None:
        """Load the municipality register."""
        if self._register is None:
            self._register = load_register(Settings(**self.settings).corpus / "kommuner")

    @component.output_types(read=Read, for_solutions=Read, for_passages=Read)
    def run(self, ask: Ask) -> dict[str, Read]:
        """Read ``ask``; the outputs for what is not wanted are left out, and nothing is looked for there."""
        if self._register is None:
            self.warm_up()
        assert self._register is not None
        understood = understand(ask.text, self._register)
        low, high = understood.population_min, understood.population_max
        if ask.population_min is not None or ask.population_max is not None:
            low, high = ask.population_min, ask.population_max
        municipality = ask.municipality or understood.municipality
        asker = Asker(
            municipality=municipality,
            population=understood.population,
            size_span=understood.size_span,
            counties=() if ask.counties else understood.counties,
            region=None if ask.counties else understood.region,
        )
        conditions = Conditions(
            population_min=low,
            population_max=high,
            counties=ask.counties,
            sectors=ask.sectors,
            statuses=ask.statuses,
            language=ask.language,
        )
        read = Read(ask, understood, asker, conditions, asked_words(understood.text))
        outputs = {"read": read}
        if ask.solutions:
            outputs["for_solutions"] = read
        if ask.passages:
            outputs["for_passages"] = read
        return outputs


@component
class QuestionEncoder:
    """Turns the words to be matched into a dense and a sparse vector."""

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

    @component.output_types(vectors=Vectors)
    def run(self, read: Read) -> dict[str, Vectors]:
        """Encode what is left of the question."""
        if self._embedder is None:
            self.warm_up()
        assert self._embedder is not None
        text = read.understood.text
        return {"vectors": Vectors(self._embedder.queries([text])[0], query_vector(terms(text)))}
