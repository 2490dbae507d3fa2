"""What an index is called: everything that decides its content stands in its name, so vectors are never mixed."""

import hashlib
import time
from functools import lru_cache
from pathlib import Path

from kunnskapsbase.index.model import SCHEMA_VERSION

_ROOM = Path(__file__).parent.parent
# How text becomes terms and points. An index made by other code than this is not read, but built anew.
_ANALYSIS = ("text.py", "compounds.py", "bm25.py", "passages.py", "words/stoppord.txt", "words/leksikon.txt")


@lru_cache(maxsize=1)
def analysis_fingerprint() -> str:
    """Six hex digits that change with the code and words that make the points."""
    digest = hashlib.sha256(str(SCHEMA_VERSION).encode())
    for name in _ANALYSIS:
        digest.update((_ROOM / name).read_bytes())
    return digest.hexdigest()[:6]


def alias(model_fingerprint: str) -> str:
    """The name that serves: one for each model and analysis."""
    return f"losninger-{model_fingerprint}-{analysis_fingerprint()}"


def same_model(one: str, other: str) -> bool:
    """Whether two aliases are of the same model, the one by an older analysis than the other."""
    return one.rpartition("-")[0] == other.rpartition("-")[0]


def content_name(model_fingerprint: str, content_fingerprint: str) -> str:
    """What an index of this content is called, whichever build made it."""
    return f"{alias(model_fingerprint)}-{content_fingerprint}"


def build_name(content: str) -> str:
    """A name for one build of that content, unlike every earlier one."""
    return f"{content}.{time.time_ns():x}"


def holds(collection: str | None, content: str) -> bool:
    """Whether a collection is a build of that content."""
    return collection is not None and collection.partition(".")[0] == content
