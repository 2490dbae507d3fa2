"""Cuts training batches: two sides of a pair, or two spans of one passage."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch

from training.token_store import Ids, Numbers, TokenGroup

MAX_QUERY = 64
MAX_TEXT = 160
SPAN_MIN, SPAN_MAX = 4, 28
SPAN_PART = 3
KEEP_SPAN_IN_TEXT = 0.4
FROM_START = 0.5
RUN = 8
DROPPED = 0.15

SHARES: Mapping[str, float] = {
    "law": 0.24,
    "law_other_form": 0.09,
    "title": 0.06,
    "title_other_form": 0.03,
    "letters_nb_nn": 0.03,
    "bible_nb_nn": 0.02,
    "passage_other_form": 0.13,
    "spans": 0.40,
}
"""How often a batch is of each kind. About a fourth has nynorsk on one side and bokmål on the other."""

SPAN_QUERIES = frozenset(("passage_other_form",))
"""Kinds whose query side is a short span of the left text instead of all of it."""


@dataclass(frozen=True)
class Batch:
    """Token numbers of both sides, as an EmbeddingBag takes them.

    Attributes:
        queries: Token numbers of the query sides, end to end, and where each starts.
        texts: The same of the text sides.
        same: True where two units of the batch must not be each other's negatives.
    """

    queries: tuple[torch.Tensor, torch.Tensor]
    texts: tuple[torch.Tensor, torch.Tensor]
    same: torch.Tensor


def pick_kind(rng: np.random.Generator, kinds: list[str]) -> str:
    """Draws the kind of the next batch after `SHARES`."""
    weights = np.array([SHARES[kind] for kind in kinds])
    return kinds[int(rng.choice(len(kinds), p=weights / weights.sum()))]


def pick_rows(rng: np.random.Generator, total: int, size: int) -> Numbers:
    """Draws short runs of neighbouring rows: being of one law or document, they are hard negatives."""
    runs = max(1, total // RUN)
    starts = rng.choice(runs, size=min(runs, size // RUN), replace=False) * RUN
    rows = (starts[:, None] + np.arange(RUN)[None, :]).ravel()
    return rows[rows < total].astype(np.int64)


def window(rng: np.random.Generator, row: Ids, longest: int) -> Ids:
    """Returns a row, or a part of it when it is too long: its start, or from anywhere."""
    if len(row) <= longest or rng.random() < FROM_START:
        return row[:longest]
    start = int(rng.integers(len(row) - longest + 1))
    return row[start : start + longest]


def cut_span(rng: np.random.Generator, row: Ids) -> tuple[Ids, Ids]:
    """Returns a short span of a row, and the rest of the row (at times the whole of it)."""
    length = int(rng.integers(SPAN_MIN, max(SPAN_MIN + 1, min(SPAN_MAX, len(row) // SPAN_PART) + 1)))
    start = int(rng.integers(max(1, len(row) - length + 1)))
    span = row[start : start + length]
    if rng.random() < KEEP_SPAN_IN_TEXT or len(row) <= 2 * length:
        return span, row
    return span, np.concatenate((row[:start], row[start + length :]))


def drop_some(rng: np.random.Generator, row: Ids) -> Ids:
    """Leaves out some pieces of a text, so that no single one is learnt to carry it all."""
    kept = row[rng.random(len(row)) >= DROPPED]
    return kept if len(kept) else row


def as_bag(rows: list[Ids]) -> tuple[torch.Tensor, torch.Tensor]:
    """Lays rows end to end and says where each starts."""
    lengths = [len(row) for row in rows]
    offsets = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
    return torch.from_numpy(np.concatenate(rows).astype(np.int64)), torch.from_numpy(offsets)


def draw_batch(rng: np.random.Generator, kind: str, group: TokenGroup, size: int) -> Batch:
    """Draws one batch of a kind.

    Args:
        rng: Where chance comes from.
        kind: The kind of the units.
        group: The units.
        size: Number of units; fewer when the kind has fewer.
    """
    rows = pick_rows(rng, len(group.left), size)
    queries: list[Ids] = []
    texts: list[Ids] = []
    for index in rows:
        left = group.left.row(int(index))
        if group.right is None:
            query, text = cut_span(rng, window(rng, left, MAX_TEXT))
        else:
            query = cut_span(rng, left)[0] if kind in SPAN_QUERIES else left[:MAX_QUERY]
            text = window(rng, group.right.row(int(index)), MAX_TEXT)
        queries.append(query)
        texts.append(drop_some(rng, text))
    keys = torch.from_numpy(group.keys[rows])
    same = keys[:, None] == keys[None, :]
    same.fill_diagonal_(False)
    return Batch(as_bag(queries), as_bag(texts), same)
