"""The board as HTML: a row for each municipality, with whom to ask, how well it fits, and why."""

from collections.abc import Sequence

from search_api.mentors.wire import BoardRow, MentorBoard, PairNoteFound
from ui.escaping import email_address, phone_address
from ui.markup import bullets, outward, text, under
from ui.texts import Texts

_COLUMNS = ("asker", "mentor", "fit", "load", "why", "contact")


def totals(board: MentorBoard, texts: Texts) -> str:
    """How many ask, how many can help, and how many the busiest gets."""
    return texts.say("match_totals", askers=board.askers, mentors=board.mentors, busiest=board.busiest)


def board_html(board: MentorBoard, texts: Texts) -> str:
    """The table. Each cell knows its column's name: on a narrow screen the rows stand as small cards."""
    head = "".join(f'<th scope="col">{text(texts.say(f"match_{name}"))}</th>' for name in _COLUMNS)
    rows = "".join(_row(each, texts) for each in board.results)
    caption = f"<caption>{text(texts.say('match_table', area=board.area))}</caption>"
    return f'<div class="tavle"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(row: BoardRow, texts: Texts) -> str:
    asker = f'<th scope="row">{text(row.asker.name)}</th>'
    if row.match is None:
        return f'<tr>{asker}<td colspan="5">{text(texts.say("match_nobody"))}</td></tr>'
    match, mentor = row.match, row.match.mentor
    name = f"{text(mentor.municipality.name)} ({text(row.fixed_words or mentor.origin_words)})"
    load = texts.say("match_load_over" if match.over else "match_load_of", load=match.load, room=mentor.capacity)
    why = f"{text(match.sentence)}{_noted(row.note, texts)}"
    cells = (name, f"{round(100 * match.fit)} %", text(load), why, _reach(row))
    named = zip(_COLUMNS[1:], cells, strict=True)
    told = "".join(f'<td data-navn="{text(texts.say(f"match_{column}"))}">{cell}</td>' for column, cell in named)
    return f"<tr>{asker}{told}</tr>"


def _noted(note: PairNoteFound | None, texts: Texts) -> str:
    return f"<br><strong>{text(texts.say('match_note'))}</strong> {text(note.note)}" if note and note.note else ""


def decided_html(decided: Sequence[PairNoteFound], texts: Texts) -> str:
    """What advisers have decided of pairs that are not on the board, and of mentors that are taken out."""
    lines = [f"{text(decision(each, texts))}{_noted(each, texts)}" for each in decided]
    return f'<div class="bestemt">{under(texts.say("match_decided"), bullets(lines), level=3)}</div>'


def decision(note: PairNoteFound, texts: Texts) -> str:
    """What is decided, in words."""
    mentor = note.mentor.name
    if note.asker is None:
        return texts.say("match_taken_out", mentor=mentor)
    key = {"valgt": "match_chosen", "unngås": "match_avoided"}.get(note.choice or "", "match_noted")
    return texts.say(key, asker=note.asker.name, mentor=mentor)


def _reach(row: BoardRow) -> str:
    assert row.match is not None, "only a row with a mentor has somebody to reach"
    contact = row.match.mentor.contact
    ways = []
    if contact.phone and (number := phone_address(contact.phone)):
        ways.append(outward(contact.phone, number))
    if contact.email and (address := email_address(contact.email)):
        ways.append(outward(address, f"mailto:{address}"))
    return "<br>".join(ways)
