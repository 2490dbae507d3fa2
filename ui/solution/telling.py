"""What is known of a solution as HTML: the story of it, and the facts beside."""

from collections.abc import Sequence

from search_api import wire
from search_api.adoptions.wire import AdoptionFound
from ui.context import PageContext
from ui.markup import bullets, paragraphs, text, told, under
from ui.sizes import size_bars
from ui.texts import Texts
from ui.told import gains_html, source_html
from ui.writing import date, sentence


def story_html(solution: wire.SolutionDetail, adoptions: Sequence[AdoptionFound], context: PageContext) -> str:
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
        ("timeline", timeline_html(solution, adoptions, texts)),
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


def timeline_html(solution: wire.SolutionDetail, adoptions: Sequence[AdoptionFound], texts: Texts) -> str:
    """When it began, when it ended, and who took it into use and when, as the source and the municipalities tell it."""
    unknown = texts.say("year_unknown")
    owners = [each.name for each in solution.participants if each.role == "initiativtaker"]
    first, _, ended = (solution.years or "").partition("–")
    dated = [(ended, ended, texts.say("ended"))] if ended else []
    for each in adoptions:
        for step in each.steps:
            told = texts.say("adoption_step", name=each.municipality.name, status=step.status_words)
            dated.append((step.day.isoformat(), date(step.day.isoformat()), told))
    lines = [(first or unknown, texts.say("began", names=", ".join(owners)))] if owners else []
    lines += [(when, what) for _, when, what in sorted(dated)]
    if adopters := _undated(solution, adoptions):
        lines.append((unknown, texts.say("adopted", names=", ".join(adopters))))
    rows = "".join(f"<li><strong>{text(when)}</strong> {text(what)}</li>" for when, what in lines)
    return f'<ol class="tidslinje">{rows}</ol>' if rows else ""


def _undated(solution: wire.SolutionDetail, adoptions: Sequence[AdoptionFound]) -> list[str]:
    """Those that the source says have taken it into use, and that have not told when themselves."""
    told = {each.municipality.kommunenummer for each in adoptions}
    return [
        each.name
        for each in solution.participants
        if each.role == "tatt_i_bruk" and not told.intersection(where.kommunenummer for where in each.municipalities)
    ]
