"""Which solutions of an answer tell much the same as one above them, so that a page can fold them together."""

from collections.abc import Sequence

from kunnskapsbase.reranking import likeness
from search_api.shelf import Shelved

# The cosine of the terms of two accounts. Set by looking at a sample of the corpus's pairs, not measured: from here up
# they told of one and the same thing (two accounts of one pilot, one scheme in two places); a little below, of one
# subject only.
_TELLS_THE_SAME = 0.4


def told_above(shelved: Sequence[Shelved]) -> dict[str, str]:
    """Id of a solution → id of the best one before it that tells much the same; the others are left out."""
    heads: list[Shelved] = []
    found: dict[str, str] = {}
    for each in shelved:
        same = next((head for head in heads if likeness(each.all_terms, head.all_terms) >= _TELLS_THE_SAME), None)
        if same is None:
            heads.append(each)
        else:
            found[each.solution.id] = same.solution.id
    return found
