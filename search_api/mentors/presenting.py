"""From candidates and pairs to what goes over the wire, in the reader's language."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kunnskapsbase.matching import Asker
from kunnskapsbase.mentor_assignment import Board, Pair
from kunnskapsbase.mentoring import Candidate, Experience
from search_api.comparing import compared
from search_api.mentors.helping import BoardAsked, Help
from search_api.mentors.pairs import by_name, note_found
from search_api.mentors.wire import (
    BoardRow,
    MentorBoard,
    MentorFound,
    MentorMatch,
    MentorSolution,
    PairNoteFound,
    Wanted,
)
from search_api.presenting import contact, mailbox_contact
from search_api.presenting_municipalities import brief
from search_api.reasons import fit_reasons
from search_api.versions import version_of
from search_api.wire import Reason
from search_api.wording import Wording
from tables.order import alphabetical

# How many solutions of a mentor are shown; a county's towns have a dozen in a sector.
_SOLUTIONS = 3


def mentor_found(candidate: Candidate, wording: Wording, notes: Sequence[str] = ()) -> MentorFound:
    """A candidate as it stands in a list."""
    mentor, municipality = candidate.mentor, candidate.municipality
    experiences = candidate.experiences
    return MentorFound(
        id=mentor.id,
        municipality=brief(municipality),
        origin=mentor.origin.value,
        origin_words=wording.say("mentor_said_yes" if candidate.said_yes else "mentor_suggested"),
        solution_id=mentor.solution_id,
        theme=mentor.theme,
        is_model=candidate.is_model,
        solutions=[_solution(each, wording) for each in experiences[:_SOLUTIONS]],
        helps_with=[each.value for each in mentor.helps_with],
        capacity=mentor.capacity,
        load=candidate.load,
        last_confirmed=mentor.last_confirmed,
        stale=mentor.is_stale(date.today()),
        contact=contact(experiences[0].solution, municipality, wording)
        if experiences
        else mailbox_contact(municipality, wording),
        version=version_of(mentor) if candidate.said_yes else None,
        notes=list(notes),
    )


def _solution(experience: Experience, wording: Wording) -> MentorSolution:
    return MentorSolution(
        id=experience.solution.id,
        title=experience.solution.title,
        standing=experience.standing.value,
        standing_words=wording.say(f"standing_{experience.standing.value}"),
    )


def mentor_match(pair: Pair, wording: Wording, *, on_board: bool = False) -> MentorMatch:
    """A pair with its reasons; ``on_board`` where others were matched beside it."""
    return MentorMatch(
        mentor=mentor_found(pair.candidate, wording),
        fit=round(pair.fit.value, 3),
        likeness=round(pair.fit.likeness, 3),
        load=pair.load,
        over=pair.over,
        sentence=_sentence(pair, wording, on_board=on_board),
        why=_why(pair, wording),
    )


def _sentence(pair: Pair, wording: Wording, *, on_board: bool) -> str:
    name = pair.candidate.municipality.name
    if pair.fixed:
        said = wording.say(f"pair_{pair.fixed.value}")
    elif not pair.candidate.is_model:
        return wording.say("pair_tried", mentor=name)
    elif pair.passed_over is not None:
        better = pair.passed_over.municipality.name
        said = wording.say("pair_passed_over_board" if on_board else "pair_passed_over", better=better)
    else:
        said = wording.say("pair_best" if on_board or not pair.over else "pair_next")
    if pair.over:
        said += " " + wording.say("pair_over", mentor=name, load=pair.load, room=pair.candidate.mentor.capacity)
    return said


def _why(pair: Pair, wording: Wording) -> list[Reason]:
    candidate = pair.candidate
    why = []
    if candidate.experiences:
        best = candidate.experiences[0]
        words = wording.say(f"standing_{best.standing.value}")
        text = wording.say("reason_experience", standing=words[:1].upper() + words[1:], title=best.solution.title)
        why.append(Reason(kind="experience", text=text, fits=candidate.is_model))
    origin = "reason_said_yes" if candidate.said_yes else "reason_not_asked"
    why.append(Reason(kind="origin", text=wording.say(origin), fits=candidate.said_yes))
    if candidate.load:
        text = wording.say("reason_load", load=candidate.load, room=candidate.mentor.capacity)
        why.append(Reason(kind="load", text=text, fits=candidate.room > 0))
    match = pair.fit.match
    return [*why, *fit_reasons(match, compared(match, Asker(municipality=pair.asker), wording), wording)]


def wanted_told(wanted: Help) -> Wanted:
    """What help is wanted with."""
    solution = wanted.solution
    return Wanted(
        solution_id=solution.id if solution else None,
        solution_title=solution.title if solution else None,
        theme=wanted.theme,
        solutions=len(wanted.answers),
        wider=list(wanted.wider),
    )


def nobody(wanted: Help, wording: Wording) -> str:
    """What is to be said where nobody could help."""
    return wording.say("mentors_none_theme" if wanted.theme else "mentors_none_solution")


def board_told(board: Board, asked: BoardAsked, wording: Wording) -> MentorBoard:
    """The board of an area, every asker in it at least once, by name."""
    rows = [_row(pair, asked, wording) for pair in board.pairs]
    rows += [BoardRow(asker=brief(each)) for each in board.without]
    rows.sort(key=lambda row: (alphabetical(row.asker.name), row.asker.kommunenummer))
    models = [each for each in asked.mentors if each.is_model]
    return MentorBoard(
        area=asked.where,
        wanted=wanted_told(asked.wanted),
        askers=len(asked.askers),
        mentors=len(models),
        room=sum(each.room for each in models),
        busiest=max((pair.load for pair in board.pairs), default=0),
        message=_message(board, asked.wanted, models, wording),
        results=rows,
        decided=_decided_elsewhere(rows, asked),
    )


def _decided_elsewhere(rows: Sequence[BoardRow], asked: BoardAsked) -> list[PairNoteFound]:
    """What is noted of this area's pairs that are not on the board, and of mentors that are taken out."""
    shown = {row.note.id for row in rows if row.note}
    here = {each.kommunenummer for each in asked.askers}
    notes = [*asked.taken_out, *(each for (asker, _), each in asked.notes.items() if asker in here)]
    return sorted((note_found(each, asked.register) for each in notes if each.id not in shown), key=by_name)


def _row(pair: Pair, asked: BoardAsked, wording: Wording) -> BoardRow:
    note = asked.notes.get((pair.asker.kommunenummer, pair.candidate.number))
    return BoardRow(
        asker=brief(pair.asker),
        match=mentor_match(pair, wording, on_board=True),
        fixed=pair.fixed.value if pair.fixed else None,
        fixed_words=wording.say(f"pair_{pair.fixed.value}") if pair.fixed else None,
        note=note_found(note, asked.register) if note else None,
    )


def _message(board: Board, wanted: Help, models: Sequence[Candidate], wording: Wording) -> str:
    if not models:
        return nobody(wanted, wording)
    shared = Counter(pair.candidate.number for pair in board.pairs)
    said = wording.say("board_shared", askers=len({pair.asker for pair in board.pairs}), mentors=len(shared))
    beyond = sum(max(0, pair.load - pair.candidate.mentor.capacity) for pair in _one_each(board.pairs))
    if beyond:
        said += " " + wording.say("board_beyond", beyond=beyond)
        if wanted.wider:
            said += " " + wording.say("board_wider", themes=", ".join(f"«{each}»" for each in wanted.wider))
    if board.without:
        said += " " + wording.say("board_without", without=", ".join(each.name for each in board.without))
    if any(not pair.candidate.said_yes for pair in board.pairs):
        said += " " + wording.say("board_not_asked")
    return said


def _one_each(pairs: Sequence[Pair]) -> list[Pair]:
    """One pair of each mentor; its load is the same in all of them."""
    return list({pair.candidate.number: pair for pair in pairs}.values())
