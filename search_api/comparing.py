"""What a participant and the one who asks have in common, and what not: compared, and put in words.

Each thing compared is said in two ways: as a sentence of its own (``reason_…`` in the catalogues), and as a part of the
one sentence that a hit is summed up in (``fit_…``).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from kunnskapsbase.matching import Asker, Match
from search_api.wire import Reason
from search_api.wording import Wording, number

# Above this nearness a size is said to fit: a factor of about two either way.
_SIZE_FITS = 0.8
# Fewer classes of centrality apart say nothing.
_CLASSES_APART = 2
_NEUTRAL = "nøytral"
_Kind = Literal["size", "region", "county", "neighbour", "council", "network", "centrality", "kostra", "language"]


class Compared(NamedTuple):
    """One thing that was compared. ``key`` is its text in the catalogues, ``values`` what stands in it."""

    kind: _Kind
    key: str
    values: Mapping[str, object] = MappingProxyType({})
    fits: bool = True

    def reason(self, wording: Wording) -> Reason:
        """As a sentence of its own."""
        return Reason(kind=self.kind, text=wording.say(f"reason_{self.key}", **self.values), fits=self.fits)

    def part(self, wording: Wording) -> str:
        """As a part of a sentence."""
        return wording.say(f"fit_{self.key}", **self.values)


def distance(population: int, asker: Asker, wording: Wording) -> str | None:
    """The distance in size in words, seen from the asker; ``None`` when the asker's size is unknown."""
    ours = asker.inhabitants
    if not ours:
        return None
    ratio = max(population, 1) / ours
    if 0.9 <= ratio <= 1.1:
        return wording.say("distance_same")
    if 1.1 < ratio < 1.75:
        return wording.say("distance_more")
    if 1 / 1.75 < ratio < 0.9:
        return wording.say("distance_fewer")
    times = ratio if ratio > 1 else 1 / ratio
    rounded = number(round(times, 1) if times < 3 else round(times))
    return wording.say("distance_times_more" if ratio > 1 else "distance_times_fewer", times=rounded)


def compared(match: Match, asker: Asker, wording: Wording) -> list[Compared]:
    """All that can be said of how a participant fits the asker; what says little either way is left out.

    With itself the asker is not compared.
    """
    if match.same_municipality:
        return []
    return [
        *_size(match, asker, wording),
        *_place(match, asker),
        *_centrality(match, asker),
        *_kostra(match),
        *_language(match, asker),
    ]


def _size(match: Match, asker: Asker, wording: Wording) -> list[Compared]:
    near = match.nearness.size
    if near is None:
        return []
    population = number(match.municipality.population)
    words = distance(match.municipality.population, asker, wording)
    fits = near >= _SIZE_FITS
    if words is None:
        if fits:
            return [Compared("size", "size_span", {"population": population})]
        words = wording.say("size_outside")
    values: dict[str, object] = {"population": population, "distance": words}
    return [Compared("size", "size_fits" if fits else "size_off", values, fits)]


def _place(match: Match, asker: Asker) -> list[Compared]:
    found: list[Compared] = []
    if match.neighbour:
        found.append(Compared("neighbour", "neighbour"))
    if match.same_council:
        found.append(Compared("council", "council", {"council": match.same_council}))
    if match.same_networks:
        found.append(Compared("network", "network", {"networks": " og ".join(_listed(match.same_networks))}))
    if match.same_county:
        found.append(Compared("county", "county", {"county": match.municipality.county}))
    elif match.same_region:
        found.append(Compared("region", "region", {"region": match.municipality.region}))
    elif asker.asks_for_place:
        found.append(Compared("region", "region_off", {"county": match.municipality.county}, fits=False))
    return found


def _listed(names: Sequence[str]) -> list[str]:
    """All but the last as one, with commas, and the last."""
    return [each for each in (", ".join(names[:-1]), names[-1]) if each]


def _centrality(match: Match, asker: Asker) -> list[Compared]:
    if asker.municipality is None:
        return []
    ours, theirs = asker.municipality.centrality, match.municipality.centrality
    if ours == theirs:
        return [Compared("centrality", "centrality_fits", {"theirs": theirs})]
    if abs(ours - theirs) < _CLASSES_APART:
        return []
    key = "centrality_more" if theirs < ours else "centrality_less"
    return [Compared("centrality", key, {"theirs": theirs, "ours": ours}, fits=False)]


def _kostra(match: Match) -> list[Compared]:
    # There are seventeen groups, and most municipalities are in another one: that alone is nothing to tell.
    return [Compared("kostra", "kostra", {"group": match.municipality.kostra_group})] if match.nearness.kostra else []


def _language(match: Match, asker: Asker) -> list[Compared]:
    if asker.municipality is None:
        return []
    ours, theirs = asker.municipality.language_form, match.municipality.language_form
    if _NEUTRAL in (ours, theirs):
        return []
    if ours == theirs:
        return [Compared("language", "language_fits", {"theirs": theirs})]
    return [Compared("language", "language_off", {"theirs": theirs, "ours": ours}, fits=False)]


def fit_sentence(match: Match, told: Sequence[Compared], wording: Wording) -> str | None:
    """What fits and what does not of ``told`` (``compared``) in one sentence; ``None`` where nothing is told."""
    # That it is in the same county too is little news where it is nearer than that.
    near = match.neighbour or match.same_council
    found = [each for each in told if not (near and each.kind == "county")]
    fits = ", ".join(each.part(wording) for each in found if each.fits)
    not_so = wording.say("fit_and").join(each.part(wording) for each in found if not each.fits)
    sentence = wording.say("fit_but", fits=fits, off=not_so) if fits and not_so else fits or not_so
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else None
