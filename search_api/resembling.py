"""What has the themes of the best: looked at in the second stage, whether or not it has any of the question's words."""

from collections.abc import Sequence

from kunnskapsbase.channels import terms_query
from kunnskapsbase.index import Conditions, Hit, Query
from kunnskapsbase.index.served import ServedIndex
from kunnskapsbase.reranking import OF_THE_SAME_THEMES
from search_api.shelf import Shelved


def themes_query(best: Sequence[Shelved], conditions: Conditions) -> Query | None:
    """What the index is asked for more with the themes of ``best``; ``None`` where they have none."""
    themes = frozenset[str]().union(*(each.theme_terms for each in best))
    return terms_query(themes, OF_THE_SAME_THEMES, conditions) if themes else None


def of_the_same_themes(best: Sequence[Shelved], served: ServedIndex, conditions: Conditions) -> list[Hit]:
    """Passages with most of the themes of ``best``, without a score: the question has not found them.

    A second query to the index, by terms alone: it knows every solution there is, and filters as the first does.
    """
    query = themes_query(best, conditions)
    with served.lease() as index:
        if index is None or query is None:
            return []
        found = index.query(query).passages
    return [hit._replace(score=0.0) for hit in found]
