"""What an adviser wants of a pair, as what is to be written; the form need not know how notes are kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from search_api.mentors.wire import BoardRow, MentorBoard, PairNoteFound
from ui.match.wanted import Wanted

CHOSEN, AVOIDED, RUNNING = "valgt", "unngås", "pågår"
# A pair, or a mentor and everybody: the kommunenummer of the asker and of the mentor.
Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Writing:
    """One thing to write: a new note with ``said``, a change of the note ``there``, or, with nothing said, its end."""

    said: Mapping[str, str]
    there: PairNoteFound | None = None


def key_of(note: PairNoteFound) -> Key:
    """Whom a note is of."""
    return note.asker.kommunenummer if note.asker else None, note.mentor.kommunenummer


def notes_of(board: MentorBoard) -> dict[Key, PairNoteFound]:
    """Every note that the board goes by."""
    on_board = (row.note for row in board.results if row.note)
    return {key_of(note): note for note in (*on_board, *board.decided)}


def pairs_of(board: MentorBoard, *, to_change: bool) -> dict[Key, BoardRow]:
    """The rows with a mentor; ``to_change`` leaves out help under way, which stands until it is ended."""
    return {
        (row.asker.kommunenummer, row.match.mentor.municipality.kommunenummer): row
        for row in board.results
        if row.match and not (to_change and row.fixed == RUNNING)
    }


def decided(key: Key, choice: str | None, note: str, wanted: Wanted, known: Mapping[Key, PairNoteFound]) -> Writing:
    """To decide ``choice`` of a pair, ``None`` for what is decided already; an empty ``note`` leaves the one there."""
    asker, mentor = key
    said = {name: value for name, value in (("choice", choice), ("note", note)) if value}
    if there := known.get(key):
        return Writing(said, there)
    whom = {"mentor": mentor, "asker": asker} if asker else {"mentor": mentor}
    return Writing({**whom, "theme": wanted.theme, **said})


def moved(key: Key, to: str, note: str, wanted: Wanted, board: MentorBoard) -> list[Writing]:
    """To give an asker the mentor ``to`` instead of the one it has.

    The old pair is said to be avoided where it would stand otherwise: it was chosen, or each gets several. That comes
    last, so that the asker has two to ask, and not nobody, where only the first could be written.
    """
    asker, mentor = key
    known, row = notes_of(board), pairs_of(board, to_change=True)[key]
    new = decided((asker, to), CHOSEN, note, wanted, known)
    if row.fixed == CHOSEN or wanted.each > 1:
        return [new, decided((asker, mentor), AVOIDED, "", wanted, known)]
    return [new]
