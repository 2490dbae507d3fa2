"""The fusion of Qdrant's engine done here, over rankings kept by channel: thousands of settings in seconds.

That it gives the same order as the engine is tested against the engine itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.retrieval.searchers import ALONE, IndexSearcher
from eval.topics import Topic
from kunnskapsbase.index.model import TIE_BREAK_FUSED, fused_share
from kunnskapsbase.point_id import tie_break


@dataclass(frozen=True, slots=True)
class Weights:
    """A way to fuse: how much each run of ``ALONE`` counts, and the k of reciprocal rank fusion."""

    terms: float
    dense: float
    grams: float
    rrf_k: int

    @property
    def by_run(self) -> dict[str, float]:
        """Run → weight, for those that count."""
        weights = {"terms": self.terms, "grams": self.grams, "dense": self.dense}
        return {run: weight for run, weight in weights.items() if weight}

    @property
    def plain(self) -> str:
        """As it stands in tables: words, meaning, pieces of words; and k where several are fused."""
        weights = f"{self.terms:g}:{self.dense:g}:{self.grams:g}"
        return f"{weights}, k {self.rrf_k}" if len(self.by_run) > 1 else weights


Kept = Mapping[str, Mapping[str, Sequence[tuple[int, str]]]]
"""Run → topic id → (passage, record), best first, as many as the product takes from a channel."""


def keep(channels: Sequence[IndexSearcher], topics: Sequence[Topic]) -> Kept:
    """What each channel finds."""
    questions = [topic.question for topic in topics]
    kept = {}
    for channel in channels:
        assert channel.name in ALONE
        found = channel.hits(questions)
        kept[channel.name] = {
            topic.id: [(hit.id, hit.record_id) for hit in hits] for topic, hits in zip(topics, found, strict=True)
        }
    return kept


def fuse(kept: Kept, topic_id: str, weights: Weights) -> list[str]:
    """The records in the order the engine would give them; equal sums are parted by the tie-break."""
    sums: dict[int, float] = {}
    record: dict[int, str] = {}
    for run, weight in weights.by_run.items():
        for place, (passage, record_id) in enumerate(kept[run][topic_id], start=1):
            sums[passage] = sums.get(passage, 0.0) + fused_share(place, weight, weights.rrf_k)
            record[passage] = record_id
    ordered = sorted(sums, key=lambda passage: -(sums[passage] + TIE_BREAK_FUSED * tie_break(passage)))
    return list(dict.fromkeys(record[passage] for passage in ordered))
