"""As much of a solution as one page holds: the most generous budget whose page is full at most."""

from search_api.brief.content import Brief, Budget, Told, build
from search_api.brief.layout import lay_out
from search_api.wording import Wording

# Of the 463 experiences of the corpus every one stands whole by the first; the last holds whatever is written.
BUDGETS = (
    Budget(1200, 6),
    Budget(800, 5),
    Budget(500, 4),
    Budget(320, 3),
    Budget(200, 2),
    Budget(100, 1),
    Budget(50, 1),
)


def fitted(told: Told, words: Wording) -> Brief:
    """The page, shortened by whole sentences and by items until it fits on one sheet."""
    for budget in BUDGETS:
        brief = build(told, words, budget)
        if lay_out(brief).fits:
            return brief
    return brief
