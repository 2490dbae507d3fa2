"""What a theme means: which solutions answer it, and how well.

Whoever types a theme knows neither our sectors nor our keywords, so a theme is read in three ways, and all count:

1. The name of a sector («helse og omsorg», «oppvekst») stands for all its solutions.
2. A keyword of the collection stands for the solutions that have it.
3. Anything is a question too («nattilsyn»): the search answers it, and a solution that scores at least ``THEME_BAR`` of
   what the best one does, answers as well as that share says. Where the search says that nothing answers, nothing does.

The first two were said by a person of the solution itself, and answer fully.
"""

from collections import Counter
from collections.abc import Sequence

from kunnskapsbase.mentoring import Answering
from kunnskapsbase.municipalities import fold
from kunnskapsbase.wishes import sector_named
from search_api.asking import Ask
from search_api.service import SearchService

# Chosen in ``eval/results/mentorer.md``: above it, most of what the search finds is about the theme.
THEME_BAR = 0.5
_WIDER = 3
# More solutions than any theme that is not a sector has.
_MOST = 50


def answering(theme: str, service: SearchService) -> tuple[Answering, ...]:
    """The solutions that answer a theme, those that answer best first, each with how well (0–1)."""
    relevance = searched(theme, service)
    sector, keyword = sector_named(theme), fold(theme)
    found = []
    for solution in (shelved.solution for shelved in service.solutions()):
        said_so = solution.sector is sector or keyword in map(fold, solution.themes)
        share = 1.0 if said_so else relevance.get(solution.id)
        if share is not None:
            found.append(Answering(solution, share))
    return tuple(sorted(found, key=lambda each: (-each.relevance, each.solution.id)))


def searched(theme: str, service: SearchService, bar: float = THEME_BAR) -> dict[str, float]:
    """The ids of what the search finds for a theme, each with its score as a share of the best; none below ``bar``."""
    found, _ = service.find(Ask(text=theme, solutions=_MOST))
    if not found.answers:
        return {}
    best = found.candidates[0].score
    shares = {each.shelved.solution.id: each.score / best for each in found.candidates}
    return {solution_id: share for solution_id, share in shares.items() if share >= bar}


def wider(answers: Sequence[Answering], service: SearchService) -> tuple[str, ...]:
    """The keywords that what answers shares with other solutions: where to look when too few can help.

    The most telling first: those of what answers best, and of them those that lead to the most others.
    """
    here = {each.solution.id for each in answers}
    others = Counter(
        keyword
        for shelved in service.solutions()
        if shelved.solution.id not in here
        for keyword in set(map(fold, shelved.solution.themes))
    )
    telling: dict[str, float] = {}
    for each in answers:
        for keyword in set(map(fold, each.solution.themes)):
            telling[keyword] = telling.get(keyword, 0.0) + each.relevance
    shared = [keyword for keyword in telling if others[keyword]]
    return tuple(sorted(shared, key=lambda keyword: (-telling[keyword], -others[keyword], keyword))[:_WIDER])
