"""What is known of a solution as HTML: the story of it, and the facts beside."""

from search_api import wire
from ui.context import PageContext
from ui.markup import bullets, paragraphs, text, told, under
from ui.sizes import size_bars
from ui.texts import Texts
from ui.told import gains_html, source_html
from ui.writing import sentence


def story_html(solution: wire.SolutionDetail, context: PageContext) -> str:
    """What was hard, what was done, what it gave, what it takes and what did not work; then who, when and from where.

    What the source does not tell is said to be untold, so that nobody takes silence for «nothing».
    """
    texts, language = context.texts, solution.language
    untold = f'<p class="ukjent">{text(texts.say("untold"))}</p>'
    parts = [
        ("challenge", told(paragraphs(solution.challenge), language)),
        ("more_approach", told(paragraphs(solution.approach), language)),
        ("gains", gains_html(solution.gains, texts)),
        ("more_prerequisites", told(paragraphs(solution.prerequisites or ""), language) or untold),
        ("more_funding", paragraphs(sentence(solution.funding or "")) or untold),
        ("more_lessons", told(paragraphs(solution.lessons or ""), language) or untold),
        ("timeline", timeline_html(solution, texts)),
        ("more_participants", participants_html(solution, context)),
        ("source", source_html(solution.source, solution.verification, texts)),
    ]
    inside = "".join(under(texts.say(key), html, level=2) for key, html in parts)
    return f'<article class="kort hel">{inside}</article>'


def facts_html(solution: wire.SolutionDetail, texts: Texts) -> str:
    """How far it has come, when and within what."""
    facts = [
        ("fact_status", solution.status_words),
        ("fact_years", solution.years or texts.say("unknown")),
        ("fact_sector", solution.sector_words),
        ("fact_themes", ", ".join(solution.themes)),
        ("fact_verification", solution.verification.words),
    ]
    rows = "".join(f"<dt>{text(texts.say(key))}</dt><dd>{text(said)}</dd>" for key, said in facts if said)
    return f'<div class="fakta"><h2>{text(texts.say("facts"))}</h2><dl>{rows}</dl></div>'


def participants_html(solution: wire.SolutionDetail, context: PageContext) -> str:
    """Each actor with its part in it, and the size of each municipality beside ours."""
    texts = context.texts
    lines = []
    for each in solution.participants:
        who = text(texts.say("more_participant", name=each.name, role=each.role_words))
        note = f" {text(sentence(each.link_note))}" if each.link_note else ""
        bars = "".join(size_bars(where, context.asker, texts) for where in each.municipalities)
        lines.append(f"{who}{note}{bars}")
    return bullets(lines, "deltakere")


def timeline_html(solution: wire.SolutionDetail, texts: Texts) -> str:
    """When it began, when it ended, and who took it into use, as far as is told."""
    lines = []
    owners = [each.name for each in solution.participants if each.role == "initiativtaker"]
    adopters = [each.name for each in solution.participants if each.role == "tatt_i_bruk"]
    first, _, ended = (solution.years or "").partition("–")
    if owners:
        lines.append((first or texts.say("year_unknown"), texts.say("began", names=", ".join(owners))))
    if ended:
        lines.append((ended, texts.say("ended")))
    if adopters:
        lines.append((texts.say("year_unknown"), texts.say("adopted", names=", ".join(adopters))))
    rows = "".join(f"<li><strong>{text(when)}</strong> {text(what)}</li>" for when, what in lines)
    return f'<ol class="tidslinje">{rows}</ol>' if rows else ""
