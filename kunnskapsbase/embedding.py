"""Text into dense vectors by a sentence-transformers model: the one the repository carries, or any other by name.

The library takes seconds to import, so it is loaded with the model and not before.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kunnskapsbase.errors import EmbeddingError
from kunnskapsbase.settings import Settings
from kunnskapsbase.static_table import StaticTable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

Side = Literal["query", "passage"]
_WEIGHTS = {".safetensors", ".bin", ".json", ".txt", ".model"}


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What a model family wants put before its texts; ``None`` leaves it to the model's own configuration."""

    query: str | None
    passage: str | None


def family_prefixes(model: str) -> Prefixes:
    """The prefixes a model's family asks for, by its name or its folder's (from the models' own cards)."""
    name = Path(model).name.lower()
    if "e5" in name and "instruct" in name:
        return Prefixes(
            "Instruct: Given a question, retrieve passages that answer it\nQuery: ",
            "",
        )
    if "e5" in name:
        return Prefixes("query: ", "passage: ")
    return Prefixes(None, None)


def _is_folder(model: str) -> bool:
    return Path(model).is_dir()


@lru_cache(maxsize=4)
def _content_hash(model: str) -> str:
    digest = hashlib.sha256()
    if not _is_folder(model):
        digest.update(model.encode())
        return digest.hexdigest()
    for file in sorted(Path(model).rglob("*")):
        if file.suffix in _WEIGHTS and file.is_file():
            digest.update(str(file.relative_to(model)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def prefixes(settings: Settings) -> Prefixes:
    """The prefixes in force: the settings' own, else the family's."""
    family = family_prefixes(settings.embedding_model)
    return Prefixes(
        family.query if settings.query_prefix is None else settings.query_prefix,
        family.passage if settings.passage_prefix is None else settings.passage_prefix,
    )


def model_fingerprint(settings: Settings) -> str:
    """Eight hex digits that change with the model's content (a folder) or name (a download) and with the prefixes."""
    used = prefixes(settings)
    text = f"{_content_hash(settings.embedding_model)}\0{used.query}\0{used.passage}"
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class Embedder:
    """A loaded model. Vectors are of unit length, 32-bit, ``dimensions`` long."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.embedding_model
        self.fingerprint = model_fingerprint(settings)
        self._prefixes = prefixes(settings)
        self._model = _load(settings.embedding_model)
        self._table: StaticTable | None = None
        if static := _static(self._model):
            # Looking up rows and taking their mean is over before a second thread is awake.
            import torch  # noqa: PLC0415

            torch.set_num_threads(1)
            before = self._model.prompts.get("query") if self._prefixes.query is None else self._prefixes.query
            self._table = StaticTable(static.tokenizer, static.embedding.weight, before or "")
        dimensions = self._model.get_embedding_dimension()
        if not dimensions:
            raise EmbeddingError(f"Modellen {self.name} sier ikke hvor lange vektorene er, og kan ikke brukes.")
        self.dimensions: int = dimensions

    @property
    def static(self) -> bool:
        """Whether a text is the mean of its pieces' vectors: some 0.2 ms a question."""
        return self._table is not None

    def queries(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a question."""
        return self._table.vectors(texts) if self._table else self._encode(texts, "query")

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a passage."""
        return self._encode(texts, "passage")

    def _encode(self, texts: Sequence[str], side: Side) -> list[list[float]]:
        prefix = self._prefixes.query if side == "query" else self._prefixes.passage
        encode = self._model.encode_query if side == "query" else self._model.encode_document
        vectors = encode(list(texts), prompt=prefix, normalize_embeddings=True, show_progress_bar=False)
        rows: list[list[float]] = vectors.tolist()
        return rows


def _static(model: "SentenceTransformer") -> "StaticEmbedding | None":
    """The table of a model that is nothing else."""
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding  # noqa: PLC0415

    first, *others = model
    if isinstance(first, StaticEmbedding) and all(isinstance(each, Normalize) for each in others):
        return first
    return None


def _is_packed_table(folder: Path) -> bool:
    """Whether a folder holds a static model as ours is stored: signed bytes and a factor a row."""
    modules = folder / "modules.json"
    if not modules.is_file() or not (folder / "model.safetensors").is_file():
        return False
    from safetensors import safe_open  # noqa: PLC0415

    kinds = [each["type"].rpartition(".")[2] for each in json.loads(modules.read_text(encoding="utf-8"))]
    if kinds != ["StaticEmbedding", "Normalize"]:
        return False
    with safe_open(folder / "model.safetensors", "pt") as file:
        return set(file.keys()) == {"embeddings", "weights"} and file.get_slice("embeddings").get_dtype() == "I8"


def _unpacked(folder: Path) -> "SentenceTransformer":
    """Such a model with its table multiplied out in place.

    The library makes the table twice on the way, which costs 160 MB of memory for nothing. The vectors are the same.
    """
    from safetensors.torch import load_file  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    kept = load_file(folder / "model.safetensors")
    table = kept.pop("embeddings").float()
    table *= kept.pop("weights")[:, None]
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=table), Normalize()])


def _load(model: str) -> "SentenceTransformer":
    looks_like_path = model.startswith((".", "/", "~")) or model.count("/") > 1
    if looks_like_path and not _is_folder(model):
        raise EmbeddingError(
            f"Fant ikke mappen med språkmodellen: {model}. Sett KB_EMBEDDING_MODEL til en mappe med en "
            "sentence-transformers-modell, eller fjern innstillingen for å bruke den som følger med."
        )
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    try:
        return _unpacked(Path(model)) if _is_packed_table(Path(model)) else SentenceTransformer(model)
    except (OSError, ValueError, RuntimeError, KeyError) as failure:
        raise EmbeddingError(
            f"Språkmodellen {model} lot seg ikke laste ({type(failure).__name__}: {failure}). Er navnet riktig, og er "
            "det nett til å hente den? Fjern KB_EMBEDDING_MODEL for å bruke den som følger med."
        ) from failure
