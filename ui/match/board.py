"""The board as HTML: a row for each municipality, with whom to ask, how well it fits, and why."""

from search_api.mentors.wire import BoardRow, MentorBoard
from ui.escaping import email_address, phone_address
from ui.markup import outward, text
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
    cells = (name, f"{round(100 * match.fit)} %", text(load), text(match.sentence), _reach(row))
    named = zip(_COLUMNS[1:], cells, strict=True)
    told = "".join(f'<td data-navn="{text(texts.say(f"match_{column}"))}">{cell}</td>' for column, cell in named)
    return f"<tr>{asker}{told}</tr>"


def _reach(row: BoardRow) -> str:
    assert row.match is not None, "only a row with a mentor has somebody to reach"
    contact = row.match.mentor.contact
    ways = []
    if contact.phone and (number := phone_address(contact.phone)):
        ways.append(outward(contact.phone, number))
    if contact.email and (address := email_address(contact.email)):
        ways.append(outward(address, f"mailto:{address}"))
    return "<br>".join(ways)
