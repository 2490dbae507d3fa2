"""Names of municipalities that mean something else about as often: everyday words and surnames.

The everyday words are those the question reader knows (``kunnskapsbase/words/hverdagsnavn.txt``) and a few that only
matter in running text. The surnames are names of municipalities, of today or former, that people also carry.
"""

from pathlib import Path

from kunnskapsbase.question import EVERYDAY


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists that read best as one."""
    return frozenset(text.split())


_MORE_WORDS = word_set("alver flora heim hof kinn lister marker røst øyer")

SURNAMES = word_set(
    """
    aure berg bø bygland eid eide fjell fosnes førde giske gjerstad grue halsa hof hol hole klepp kvam lier
    lund mandal meland nes nesset norddal os osen rindal rygge sande sandnes selje skaun stokke strand
    stranda sund sørum time ulstein vaksdal valle vang vestby vik vinje voss våler åmot ås åsnes
    """
)

WORDS = EVERYDAY | _MORE_WORDS
RISKY = WORDS | SURNAMES


def _given_names() -> frozenset[str]:
    lines = (Path(__file__).parent / "fornavn.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


GIVEN_NAMES = _given_names()
