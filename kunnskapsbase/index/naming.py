"""What an index is called: everything that decides its content stands in its name, so vectors are never mixed.

``<kind>-<model>-<analysis>-<content>.<build>``; the alias that serves is the first three.
"""

import hashlib
import re
import time
from functools import lru_cache
from pathlib import Path

from kunnskapsbase.index.kinds import KINDS, SOLUTIONS, Kind

_ROOM = Path(__file__).parent.parent


@lru_cache(maxsize=8)
def analysis_fingerprint(kind: Kind = SOLUTIONS) -> str:
    """Six hex digits that change with the code and words that make the points of a kind."""
    digest = hashlib.sha256(str(kind.schema).encode())
    for name in kind.analysis:
        digest.update((_ROOM / name).read_bytes())
    return digest.hexdigest()[:6]


def alias(model_fingerprint: str, kind: Kind = SOLUTIONS) -> str:
    """The name that serves: one for each kind, model and analysis."""
    return f"{kind.name}-{model_fingerprint}-{analysis_fingerprint(kind)}"


def same_model(one: str, other: str) -> bool:
    """Whether two aliases are of the same kind and model, the one by an older analysis than the other."""
    return one.rpartition("-")[0] == other.rpartition("-")[0]


def is_ours(name: str) -> bool:
    """Whether an alias is called as ours are, whichever model and analysis it is of."""
    return re.fullmatch(rf"(?:{'|'.join(KINDS)})-[0-9a-f]+-[0-9a-f]{{6}}", name) is not None


def content_name(model_fingerprint: str, content_fingerprint: str, kind: Kind = SOLUTIONS) -> str:
    """What an index of this content is called, whichever build made it."""
    return f"{alias(model_fingerprint, kind)}-{content_fingerprint}"


def build_name(content: str) -> str:
    """A name for one build of that content, unlike every earlier one."""
    return f"{content}.{time.time_ns():x}"


def holds(collection: str | None, content: str) -> bool:
    """Whether a collection is a build of that content."""
    return collection is not None and collection.partition(".")[0] == content
