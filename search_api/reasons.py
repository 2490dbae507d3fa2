"""Why a solution is shown, and what does not fit: one sentence for each thing that was compared."""

from kunnskapsbase.matching import Asker, Match
from kunnskapsbase.solution import Solution, Status
from kunnskapsbase.wishes import StatusWish, Wishes, solution_years, wish_fit
from search_api.evidence import Evidence, shown
from search_api.wire import Reason
from search_api.wording import Wording, number

# Above this nearness a size is said to fit: a factor of about two either way.
_SIZE_FITS = 0.8
# What has not come so far yet, may come so far; a solution that is finished or stopped will not be a pilot.
_ON_THE_WAY = frozenset({Status.PLANNED, Status.PILOT, Status.ONGOING})
_FAR_ON = frozenset({StatusWish.IN_OPERATION, StatusWish.ADOPTED, StatusWish.TRIED, StatusWish.COMPLETED})


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


def reasons(match: Match | None, evidence: Evidence, asker: Asker, wording: Wording) -> list[Reason]:
    """What fits and what does not, the text first."""
    why = [_text_reason(evidence, wording)]
    return [*why, *fit_reasons(match, asker, wording)] if match else why


def fit_reasons(match: Match, asker: Asker, wording: Wording) -> list[Reason]:
    """How a participant fits the one who asks, whatever was asked for; empty where nothing is known of the asker."""
    if match.same_municipality:
        return [Reason(kind="own", text=wording.say("reason_own"))]
    size = _size_reason(match, asker, wording)
    return [
        *([size] if size else []),
        *_place_reasons(match, asker, wording),
        *_centrality(match, asker, wording),
    ]


def _text_reason(evidence: Evidence, wording: Wording) -> Reason:
    if evidence.found and evidence.in_part:
        text = wording.say("reason_text_both", terms=shown(evidence.found), parts=shown(evidence.in_part))
        return Reason(kind="text", text=text)
    if evidence.found:
        return Reason(kind="text", text=wording.say("reason_text", terms=shown(evidence.found)))
    if evidence.in_part:
        return Reason(kind="text", text=wording.say("reason_text_part", parts=shown(evidence.in_part)))
    return Reason(kind="text", text=wording.say("reason_meaning"))


def _size_reason(match: Match, asker: Asker, wording: Wording) -> Reason | None:
    if match.size_nearness is None:
        return None
    population = number(match.municipality.population)
    words = distance(match.municipality.population, asker, wording)
    fits = match.size_nearness >= _SIZE_FITS
    if words is None:
        if fits:
            return Reason(kind="size", text=wording.say("reason_size_span", population=population))
        words = wording.say("size_outside")
    key = "reason_size_fits" if fits else "reason_size_off"
    return Reason(kind="size", text=wording.say(key, population=population, distance=words), fits=fits)


def _place_reasons(match: Match, asker: Asker, wording: Wording) -> list[Reason]:
    found: list[Reason] = []
    if match.neighbour:
        found.append(Reason(kind="neighbour", text=wording.say("reason_neighbour")))
    if match.same_council:
        found.append(Reason(kind="council", text=wording.say("reason_council", council=match.same_council)))
    if match.same_county:
        found.append(Reason(kind="county", text=wording.say("reason_county", county=match.municipality.county)))
    elif match.same_region:
        found.append(Reason(kind="region", text=wording.say("reason_region", region=match.municipality.region)))
    elif asker.counties or asker.region:
        text = wording.say("reason_region_off", county=match.municipality.county)
        found.append(Reason(kind="region", text=text, fits=False))
    return found


def _centrality(match: Match, asker: Asker, wording: Wording) -> list[Reason]:
    if asker.municipality is None:
        return []
    ours, theirs = asker.municipality.centrality, match.municipality.centrality
    if ours == theirs:
        return [Reason(kind="centrality", text=wording.say("reason_centrality_fits", theirs=theirs))]
    if abs(ours - theirs) < 2:
        return []
    text = wording.say("reason_centrality_off", theirs=theirs, ours=ours)
    return [Reason(kind="centrality", text=text, fits=False)]


def wish_reasons(solution: Solution, wishes: Wishes, wording: Wording) -> list[Reason]:
    """How the question's wishes for sector, status and year are met; what a solution does not tell is passed over."""
    fit = wish_fit(solution, wishes)
    found: list[Reason] = []
    # A sector that does not fit says little: a digital solution for the home care may stand under either.
    if fit.sector:
        sector = wording.say(f"sector_{solution.sector.value}")
        found.append(Reason(kind="sector", text=wording.say("reason_sector", sector=sector)))
    if fit.status is not None and wishes.status:
        found.append(_status_reason(solution.status, wishes.status, fits=bool(fit.status), wording=wording))
    if fit.years is not None:
        found.append(_year_reason(solution, wishes, fits=fit.years == 1.0, wording=wording))
    return found


def _status_reason(status: Status, wanted: StatusWish, *, fits: bool, wording: Wording) -> Reason:
    said = wording.say(f"status_{status.value}")
    if fits:
        text = wording.say("reason_status_fits", status=said[:1].upper() + said[1:])
        return Reason(kind="status", text=text)
    key = "reason_status_not_yet" if status in _ON_THE_WAY and wanted in _FAR_ON else "reason_status_off"
    text = wording.say(key, wanted=wording.say(f"wish_{wanted.value}"), status=said)
    return Reason(kind="status", text=text, fits=False)


def _year_reason(solution: Solution, wishes: Wishes, *, fits: bool, wording: Wording) -> Reason:
    years, wanted = solution_years(solution), wishes.years
    assert years is not None and wanted is not None, "a fit of years was worked out"
    told = solution.year_start or solution.year_end
    key = "reason_years" if told else "reason_source_year"
    said = str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
    text = wording.say(key, years=said)
    if fits:
        return Reason(kind="year", text=wording.say("reason_year_fits", years=text))
    earlier = wanted.low is not None and years[1] < wanted.low
    return Reason(
        kind="year", text=wording.say("reason_year_older" if earlier else "reason_year_newer", years=text), fits=False
    )
