"""The labelled mentions of ``eval/labels/stedsnavn.jsonl``, and what the linker says of the same sentences.

What counts as a mention, and how the sentences were drawn, stands in ``eval/labels/README.md``.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.linking_text import Sentence, Source
from ingest.linking import Mention, PlaceLinker
from kunnskapsbase.errors import InputError

LABELS = Path(__file__).parent / "labels" / "stedsnavn.jsonl"
# Names that are mentions; the others are what a name was instead.
PLACES = ("kommune", "tidligere", "fylke", "region")
# A sentence without its source is measured on the excerpts alone, and counted.
WHOLE, EXCERPT = "hele teksten", "bare utdraget"


@dataclass(frozen=True, slots=True)
class Label:
    """A name in a sentence, and what it is."""

    start: int
    text: str
    label: str
    kommunenummer: frozenset[str]
    fylker: frozenset[str]
    excerpt: str

    @property
    def end(self) -> int:
        """Where it ends in its sentence."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence that was read through: every mention in it is labelled, and every name that is none."""

    source: str
    sentence: str
    draw: str
    split: str
    labels: tuple[Label, ...]

    @property
    def kind(self) -> str:
        """erfaring, webinar, rapport or statlig."""
        return self.source.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One name judged: ``result`` is riktig, falsk, oversett or urørt (a name that is none, and was left alone)."""

    source: str
    split: str
    draw: str
    label: str
    text: str
    excerpt: str
    result: str
    said: str
    seen: str

    @property
    def kind(self) -> str:
        """erfaring, webinar, rapport or statlig."""
        return self.source.partition("/")[0]

    @property
    def cluster(self) -> str:
        """What is drawn together in the bootstrap: a source, or a passage of the few reports."""
        return self.source if self.kind != "rapport" else f"{self.source}|{self.excerpt}"


def _label(row: Mapping[str, Any]) -> Label:
    return Label(
        int(row["start"]),
        str(row["text"]),
        str(row["label"]),
        frozenset(row["kommunenummer"]),
        frozenset(row["fylkesnummer"]),
        str(row["excerpt"]),
    )


def read_labels(file: Path = LABELS) -> list[Labelled]:
    """The labelled sentences, in the file's order.

    Raises:
        InputError: the file is missing or a line cannot be used.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return [
            Labelled(row["source"], row["sentence"], row["draw"], row["split"], tuple(map(_label, row["mentions"])))
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise InputError(f"Merkelappene i {file.name} kan ikke leses ({wrong}).") from wrong


def fingerprint(labelled: Sequence[Labelled]) -> str:
    """Eight hex digits that change with any label."""
    return hashlib.sha256(repr([(each.source, each.sentence, each.labels) for each in labelled]).encode()).hexdigest()[
        :8
    ]


def _overlaps(label: Label, mention: Mention, offset: int) -> bool:
    return label.start + offset < mention.end and mention.start < label.end + offset


def _agrees(label: Label, mention: Mention) -> bool:
    """The same municipalities; where a label has none (a county, a region nobody lists), the same counties."""
    if frozenset(mention.kommunenummer) != label.kommunenummer:
        return False
    return bool(label.kommunenummer) or frozenset(mention.fylker) == label.fylker


def _said(mention: Mention | None) -> str:
    if mention is None:
        return "–"
    return f"{mention.kind} {'|'.join(mention.kommunenummer or mention.fylker) or 'uten nummer'}"


def judge(
    labelled: Labelled, labels: Sequence[Label], mentions: Sequence[Mention], offset: int, seen: str
) -> Iterator[Outcome]:
    """Each label, and each link that no label knows. ``offset`` is where the sentence begins in the linked text."""
    used: set[Mention] = set()
    for label in labels:
        met = [mention for mention in mentions if mention.linked and _overlaps(label, mention, offset)]
        used.update(met)
        is_place = label.label in PLACES
        right = is_place and any(_agrees(label, mention) for mention in met)
        wrong = [mention for mention in met if not (is_place and _agrees(label, mention))]
        shown = _said(met[0] if met else None)
        about = (labelled.source, labelled.split, labelled.draw, label.label, label.text, label.excerpt)
        if right:
            yield Outcome(*about, "riktig", shown, seen)
        elif is_place:
            yield Outcome(*about, "oversett", shown, seen)
        elif not met:
            yield Outcome(*about, "urørt", shown, seen)
        if wrong and not right:
            yield Outcome(*about, "falsk", shown, seen)
    for mention in mentions:
        if mention.linked and mention not in used:
            about = (labelled.source, labelled.split, labelled.draw, "ikke merket", mention.text, mention.text)
            yield Outcome(*about, "falsk", _said(mention), seen)


def _in_source(linker: PlaceLinker, labelled: Labelled, source: Source, sentence: Sentence) -> Iterator[Outcome]:
    here = sentence.paragraph
    beside = source.paragraphs[max(0, here - 1) : here] + source.paragraphs[here + 1 : here + 2]
    found = linker.mentions(source.paragraphs[here], (source.title, *beside))
    end = sentence.start + len(sentence.text)
    within = [mention for mention in found if mention.start < end and sentence.start < mention.end]
    return judge(labelled, labelled.labels, within, sentence.start, WHOLE)


def outcomes(
    linker: PlaceLinker, labelled: Sequence[Labelled], sources: Mapping[str, Source]
) -> tuple[list[Outcome], list[Labelled]]:
    """What the linker makes of every labelled sentence, and those whose sentence is no longer in its source."""
    places: dict[str, dict[str, Sentence]] = {}
    judged: list[Outcome] = []
    lost: list[Labelled] = []
    for each in labelled:
        source = sources.get(each.source)
        if source is None:
            for label in each.labels:
                offset = label.excerpt.find(label.text) - label.start
                judged += judge(each, [label], _around(linker.mentions(label.excerpt), label, offset), offset, EXCERPT)
            continue
        if each.source not in places:
            places[each.source] = {sentence.digest: sentence for sentence in source.sentences()}
        sentence = places[each.source].get(each.sentence)
        if sentence is None:
            lost.append(each)
        else:
            judged += _in_source(linker, each, source, sentence)
    return judged, lost


def _around(mentions: Sequence[Mention], label: Label, offset: int) -> list[Mention]:
    """Only what touches the label: the other names of an excerpt have excerpts of their own."""
    return [mention for mention in mentions if _overlaps(label, mention, offset)]
