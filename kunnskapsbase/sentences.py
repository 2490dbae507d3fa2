"""Where Norwegian sentences end: a full stop after an abbreviation, an ordinal or a date is not the end of one."""

import re

# Abbreviations that are followed by more of the same sentence.
_ABBREVIATIONS = frozenset(
    """
    bl.a f.eks t.eks t.d m.a m.fl m.m mv osv o.l e.l jf jfr nr kap pkt ca pst dvs evt inkl ekskl tlf mill mrd
    kr st art s sml iht ift ifm mht pga vha forts red maks avd adm dir prof dr hhv d.e a.d d.d d.y e.kr f.kr
    ibid jan feb mar apr jun jul aug sep sept okt nov des fig tab vedl innst meld prop dok ev gj
    """.split()
)
_END = re.compile(r"[.!?…][»”\"')\]]*\s+(?=[«“\"'(\[–-]?\s?[A-ZÆØÅÁČĐŊŠŦŽ0-9])")
_LAST_WORD = re.compile(r"([\w.]+)\.[»”\"')\]]*\s+$")


def _goes_on(before: str, after: str) -> bool:
    """Whether the stop that ends ``before`` belongs to its last word."""
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    word = found.group(1).lower()
    if word in _ABBREVIATIONS:
        return True
    # «1. januar», «2. kapittel»: the word after an ordinal is small; «kl. 12. Oslo» cannot be told and is cut.
    if word.isdigit():
        return len(word) <= 2 and not after[:1].isupper()
    # An initial: «A. Hansen».
    return len(word) == 1 and word.isalpha()


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, without the white space around them; nothing of the text is left out."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if not _goes_on(text[start : end.end()], text[end.end() :]):
            found.append(text[start : end.end()].strip())
            start = end.end()
    if rest := text[start:].strip():
        found.append(rest)
    return found
