"""An extract with what is private taken out. Only the number of each kind is handed on, never what stood there."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from ingest.blocks import Block, Extract, RawExperience, SourceType
from ingest.privacy.names import NameMask, introduced, is_person, organisation
from kunnskapsbase.privacy import FINDERS, replaced
from kunnskapsbase.privacy.identity_numbers import identity_numbers

_TRANSCRIPTS = {SourceType.VTT, SourceType.SRT, SourceType.AUDIO}
_NAME_TOKEN = "[navn fjernet]"
_BETWEEN_PARTS = re.compile(r"[/?&=#;:]+")
_ONLY_TOKENS = re.compile(r"(?:\s|\[[^\]]+ fjernet\])*")


class _Masker:
    """Masks one document's texts and counts."""

    def __init__(self, names: NameMask) -> None:
        self._names = names
        self.counts: Counter[str] = Counter()

    def text(self, text: str) -> str:
        for finder in FINDERS:
            if spans := finder.find(text):
                self.counts[finder.kind] += len(spans)
                text = replaced(text, spans, finder.token)
        if spans := self._names.spans(text):
            self.counts["navn"] += len(spans)
            text = replaced(text, spans, _NAME_TOKEN)
        return text

    def is_clean(self, url: str) -> bool:
        """Whether a URL holds nothing private, however often it was encoded; what it does hold is counted."""
        while (plain := unquote(url)) != url:
            url = plain
        masked = self.text(url)
        # Eleven digits after a slash are no number in running text, but they are one in an address.
        parts = identity_numbers(_BETWEEN_PARTS.sub(" ", masked))
        self.counts["fodselsnummer"] += len(parts)
        return masked == url and not parts

    def value(self, value: Any) -> Any:  # noqa: ANN401 - a row's fields are whatever YAML or JSON holds
        """A row's field; one that held nothing but what was masked is left empty."""
        if isinstance(value, str):
            masked = self.text(value)
            return None if masked != value and _ONLY_TOKENS.fullmatch(masked) else masked
        if isinstance(value, Mapping):
            kept = {key: self.value(each) for key, each in value.items()}
            return {key: each for key, each in kept.items() if each is not None or value[key] is None}
        if isinstance(value, list):
            return [each for each in (self.value(one) for one in value) if each is not None]
        return value


def _is_transcript(extract: Extract) -> bool:
    if extract.source_type in _TRANSCRIPTS:
        return True
    return any(block.speaker and block.spot.second is not None for block in extract.blocks)


def _speakers(extract: Extract) -> dict[str, str]:
    """Speaker → what is kept of them, numbered in the order they first speak."""
    kept: dict[str, str] = {}
    for speaker in dict.fromkeys(block.speaker for block in extract.blocks if block.speaker):
        if is_person(speaker):
            number = sum(label.startswith("Deltaker ") for label in kept.values()) + 1
            belongs = organisation(speaker)
            kept[speaker] = f"Deltaker {number} ({belongs})" if belongs else f"Deltaker {number}"
    return kept


def mask(extract: Extract) -> tuple[Extract, dict[str, int]]:
    """A masked copy of ``extract``, and how many were masked of each kind: fodselsnummer, epost, telefon, navn.

    Names are masked in transcripts alone; in reports they belong to authors and sources. A link that holds anything
    private is left out whole: masked, it would lead nowhere.
    """
    labels: dict[str, str] = {}
    names: set[str] = set()
    if _is_transcript(extract):
        labels = _speakers(extract)
        names = set(labels) | {name for block in extract.blocks for name in introduced(block.text)}
    masker = _Masker(NameMask(names))

    def block(each: Block) -> Block:
        return each._replace(text=masker.text(each.text), speaker=labels.get(each.speaker or "", each.speaker))

    masked = Extract(
        source_type=extract.source_type,
        parser=extract.parser,
        blocks=[block(each) for each in extract.blocks],
        experiences=[RawExperience(raw.spot, masker.value(dict(raw.fields))) for raw in extract.experiences],
        metadata={key: masker.text(value) for key, value in extract.metadata.items()},
        counts=dict(extract.counts),
        remarks=[replace(remark, message=masker.text(remark.message)) for remark in extract.remarks],
        links=[link for link in extract.links if masker.is_clean(link)],
    )
    masker.counts["navn"] += len(labels)
    return masked, {kind: count for kind, count in masker.counts.items() if count}
