"""Token numbers of many texts in one flat array, so that a batch is cut without touching text again."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

ENCODE_AT_ONCE = 20_000

Ids = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TokenStore:
    """Texts as token numbers.

    Attributes:
        tokens: The token numbers of all texts, end to end.
        offsets: Where each text starts, and last the total length.
    """

    tokens: Ids
    offsets: Numbers

    def __len__(self) -> int:
        """Returns the number of texts."""
        return len(self.offsets) - 1

    def row(self, index: int) -> Ids:
        """Returns the token numbers of one text."""
        return self.tokens[self.offsets[index] : self.offsets[index + 1]]


@dataclass(frozen=True)
class TokenGroup:
    """Training units of one kind, as token numbers.

    Attributes:
        left: The query sides; the passages themselves where spans are to be cut.
        right: The text sides; None where spans are to be cut of `left`.
        keys: Two units with the same key are never each other's negatives.
    """

    left: TokenStore
    right: TokenStore | None
    keys: Numbers


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> TokenStore:
    """Encodes texts; the vocabulary must be below 65,536 pieces."""
    parts: list[Ids] = []
    lengths = np.zeros(len(texts) + 1, dtype=np.int64)
    for start in range(0, len(texts), ENCODE_AT_ONCE):
        some = list(texts[start : start + ENCODE_AT_ONCE])
        encodings = tokenizer.encode_batch_fast(some, add_special_tokens=False)
        rows = [np.array(encoding.ids, dtype=np.uint16) for encoding in encodings]
        lengths[start + 1 : start + 1 + len(rows)] = [len(row) for row in rows]
        parts.extend(rows)
    return TokenStore(np.concatenate(parts), np.cumsum(lengths))


def keys_of(texts: Sequence[str]) -> Numbers:
    """Returns one number a text, the same for texts that differ only in case or outer marks."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text.lower().strip(" .:"), len(numbers)) for text in texts])


def encode_group(tokenizer: Tokenizer, left: Sequence[str], right: Sequence[str] | None) -> TokenGroup:
    """Encodes the units of one kind; without `right`, spans are cut of `left`."""
    second = None if right is None else encode(tokenizer, right)
    return TokenGroup(encode(tokenizer, left), second, keys_of(left))


def save_group(path: Path, group: TokenGroup) -> None:
    """Writes a group to a file that `load_group` reads."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "tokens": group.left.tokens,
        "offsets": group.left.offsets,
        "keys": group.keys,
    }
    if group.right is not None:
        arrays |= {"right_tokens": group.right.tokens, "right_offsets": group.right.offsets}
    np.savez(path, allow_pickle=False, **arrays)


def load_group(path: Path) -> TokenGroup:
    """Reads a group that `save_group` wrote."""
    with np.load(path) as arrays:
        left = TokenStore(arrays["tokens"], arrays["offsets"])
        has_right = "right_tokens" in arrays
        right = TokenStore(arrays["right_tokens"], arrays["right_offsets"]) if has_right else None
        return TokenGroup(left, right, arrays["keys"])
