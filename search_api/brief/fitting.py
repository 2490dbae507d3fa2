"""As much of a solution as one page holds: the most generous budget whose page is full at most."""

from search_api.brief.content import Brief, Budget, Told, build
from search_api.brief.layout import lay_out
from search_api.wording import Wording

# Of the 463 experiences of the corpus every text stands whole, in all but one by the first three: the mentors, of whom
# the pages tell too, give way before the texts do. The last holds whatever is written.
BUDGETS = (
    Budget(1200, 6, mentors=2),
    Budget(1200, 6, mentors=1),
    Budget(1200, 6, mentors=0),
    Budget(800, 5, mentors=1),
    Budget(800, 5, mentors=0),
    Budget(500, 4, mentors=1),
    Budget(500, 4, mentors=0),
    Budget(320, 3, mentors=1),
    Budget(200, 2, mentors=1),
    Budget(100, 1, mentors=1),
    Budget(50, 1, mentors=0),
)


def fitted(told: Told, words: Wording) -> Brief:
    """The page, shortened by whole sentences and by items until it fits on one sheet."""
    for budget in BUDGETS:
        brief = build(told, words, budget)
        if lay_out(brief).fits:
            return brief
    return brief
