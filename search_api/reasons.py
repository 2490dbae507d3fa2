"""Why a solution is shown, and what does not fit: one sentence for each thing that was compared."""

from collections.abc import Sequence
from itertools import islice

from kunnskapsbase.matching import Match
from kunnskapsbase.solution import Solution, Status
from kunnskapsbase.wishes import StatusWish, Wishes, solution_years, wish_fit
from search_api.comparing import Compared
from search_api.evidence import Evidence, shown
from search_api.wire import Reason
from search_api.wording import Wording

# What has not come so far yet, may come so far; a solution that is finished or stopped will not be a pilot.
_ON_THE_WAY = frozenset({Status.PLANNED, Status.PILOT, Status.ONGOING})
_FAR_ON = frozenset({StatusWish.IN_OPERATION, StatusWish.ADOPTED, StatusWish.TRIED, StatusWish.COMPLETED})
# A question can have more everyday expressions than a card has room to explain.
_EXPRESSIONS = 2


def reasons(match: Match | None, evidence: Evidence, told: Sequence[Compared], wording: Wording) -> list[Reason]:
    """What fits and what does not, the text first; ``told`` is of ``compared``."""
    why = [*_text_reasons(evidence, wording), *_meant_reasons(evidence, wording)]
    if not why:
        why = [Reason(kind="text", text=wording.say("reason_meaning"))]
    return [*why, *fit_reasons(match, told, wording)] if match else why


def fit_reasons(match: Match, told: Sequence[Compared], wording: Wording) -> list[Reason]:
    """How a participant fits the one who asks, whatever was asked for; empty where nothing is known of the asker."""
    if match.same_municipality:
        return [Reason(kind="own", text=wording.say("reason_own"))]
    return [each.reason(wording) for each in told]


def _text_reasons(evidence: Evidence, wording: Wording) -> list[Reason]:
    """The question's own words that stand there; empty where none does."""
    found, parts = shown(evidence.found), shown(evidence.in_part)
    if found and parts:
        return [Reason(kind="text", text=wording.say("reason_text_both", terms=found, parts=parts))]
    if found:
        return [Reason(kind="text", text=wording.say("reason_text", terms=found))]
    return [Reason(kind="text", text=wording.say("reason_text_part", parts=parts))] if parts else []


def _meant_reasons(evidence: Evidence, wording: Wording) -> list[Reason]:
    """The words of the field that stand there, with the everyday expression each is for: one reason an expression."""
    found: dict[str, list[str]] = {}
    for each in evidence.meant:
        found.setdefault(each.everyday, []).append(each.word)
    return [
        Reason(
            kind="field_word",
            text=wording.say(
                "reason_field_word" if len(words) == 1 else "reason_field_words",
                words=shown(words),
                everyday=shown([everyday]),
            ),
        )
        for everyday, words in islice(found.items(), _EXPRESSIONS)
    ]


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
