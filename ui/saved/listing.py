"""A saved solution in short, for the screen and for paper."""

from search_api import wire
from ui.contacts import contact_html
from ui.context import PageContext
from ui.markup import paragraphs, text, told, under
from ui.told import gains_html, source_html


def item_html(solution: wire.SolutionDetail, context: PageContext) -> str:
    """What a meeting needs to know of it."""
    texts = context.texts
    owners = ", ".join(each.name for each in solution.participants if each.role == "initiativtaker")
    facts = " · ".join(each for each in (owners, solution.status_words, solution.years, solution.sector_words) if each)
    parts = [
        f'<p class="hvem">{text(facts)}</p>',
        under(texts.say("challenge"), told(paragraphs(solution.challenge), solution.language), level=3),
        under(texts.say("done"), told(paragraphs(solution.approach), solution.language), level=3),
        under(texts.say("gains"), gains_html(solution.gains, texts), level=3),
        under(texts.say("source"), source_html(solution.source, solution.verification, texts), level=3),
        contact_html(solution, context, level=3),
    ]
    title = f'<h2 lang="{text(solution.language)}">{text(solution.title)}</h2>'
    return f'<article class="kort">{title}{"".join(parts)}</article>'
