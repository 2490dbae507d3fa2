"""Whether a word that could be a place is meant as one, by what stands around it.

A name that is also a word or a surname needs something to speak for it; any other name is a place unless something
speaks against it. What speaks against: a given name or a title before it, and being part of an organisation's name.
"""

import re
from enum import Enum

from ingest.linking.risks import GIVEN_NAMES, RISKY, SURNAMES, word_set
from ingest.linking.scanning import Hit, Scan
from kunnskapsbase.municipalities import fold
from kunnskapsbase.text import STOP_WORDS


class Verdict(Enum):
    """What a hit is.

    ``LIKELY`` is a place unless the document knows a person of that name; ``POSSIBLE`` is one only if its list or the
    rest of the document says so.
    """

    PLACE = "sted"
    LIKELY = "trolig"
    POSSIBLE = "mulig"
    PERSON = "person"
    ORGANISATION = "organisasjon"


_KIND_AFTER = re.compile(
    r"(?:ny|gamle|tidligere)?(?:kommun(?!ik)|herad|fylke|by(?:en)?$|bygd|bystyr|fylkesting|regionråd|interkommunal|suohkan|gielda|tjïelte)",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(r"(?:nabo|storby|små|kyst)?kommun(?:en|ene|ane|a|er|ar)$|^(?:byen|bygda|øya|øykommunen)$")
# «i» and «på» stand before places; «fra», «til» and «av» stand before people as well.
_IN = frozenset({"i", "på", "utenfor", "utanfor", "nær", "innenfor", "omkring", "rundt"})
_FROM = frozenset({"fra", "frå", "til", "mellom", "og", "samt"})
_TITLE = re.compile(
    r"(?:statsråd|minister|statssekretær|direktør|sjef|leder|leiar|rådgiver|rådgjevar|professor|forsker|forskar|"
    r"president|ordfører|ordførar|rådmann|representant\w*|sekretær|fru|herr|lege|lærer|lærar|redaktør|råd)$",
    re.IGNORECASE,
)
_SAYS = word_set(
    "sier seier sa forteller fortel fortalte mener meiner skriver skriv påpeker understreker ifølge avslutter tilføyer "
    "legger uttaler uttalte svarer svarar svarte svara trur tror"
)
# In the definite form: «Universitetet i Bergen»; a «Samisk høgskole i Kautokeino» has its name before the place.
_SEAT_OF_LEARNING = re.compile(
    r"(?:universitet(?:et|ene|a)|universitetss(?:yke|juke)huset|h(?:øg|øy)skole(?:n|ne)|høgskul(?:en|ane)|"
    r"festsp(?:illene|ela))$"
)
_SEVERAL = re.compile(r"(?:høgskolene|høyskolene|høgskulane|universitetene|universiteta|sykehusene)$")
_COMPANY_BEFORE = re.compile(r"(?:helse|husbanken|sparebank\w*|sparebanken|sykehuset|sjukehuset)$")
_COMPANY_AFTER = frozenset({"as", "asa", "kf", "iks", "hf", "ba", "sa", "universitet", "universitetssykehus", "børs"})
# Capital words that stand before a place without being part of somebody's name.
_LEADS = word_set(
    "nav bua digi klima smart gamle nye bydel region nordre søndre vestre østre øvre nedre midtre indre ytre"
)
_SENTENCE_END = re.compile(r"[.!?:;•\n|]\s*[«\"(–-]?\s*$|[«\"(–]\s*$")
# A finite verb right after a name at the start of a sentence: «Time bygde», «Ål fikk», «Grue lar».
_ACTS = re.compile(
    r"(?:\w{2,}(?:te|de|et)|\w{3,}(?:er|ar)|\w{3,}a|lar|tar|tek|tok|gir|gjev|får|fekk|fikk|ga|gav|la|vant|vann|"
    r"gikk|gjekk|kom|fann|fant|treng|trong|held|heldt|holdt|dreiv|drev|skreiv|skrev|slapp)$"
)
# Verbs that say as much of things as of municipalities: «Ski er gøy», «Gran vokser».
_IS = word_set(
    "er var har hadde vil ville blir ble blei vart vert kan skal må bør som "
    "vokser veks finnes finst ligger ligg etter under over"
)


def judge(scan: Scan, hit: Hit) -> Verdict:
    """What the words beside a hit say it is."""
    if hit.in_word:
        return Verdict.PLACE
    if _named_as_kind(scan, hit):
        return Verdict.PLACE
    if _organisation(scan, hit):
        return Verdict.ORGANISATION
    if _person(scan, hit):
        return Verdict.PERSON
    if hit.name.key not in RISKY or _spoken_for(scan, hit):
        return Verdict.PLACE
    return Verdict.LIKELY if _acts(scan, hit) else Verdict.POSSIBLE


def names_several(scan: Scan, hit: Hit) -> bool:
    """Whether an organisation's name goes on over a list: «høgskolene i Lillehammer, Molde og Bergen»."""
    return bool(_SEVERAL.search(fold(scan.word(hit.first - 2))))


def _named_as_kind(scan: Scan, hit: Hit) -> bool:
    """«Os kommune», «kommunen Os», «Os-ordføreren»."""
    if hit.tail and _KIND_AFTER.match(hit.tail):
        return True
    after = scan.adjacent(hit.last + 1) and _KIND_AFTER.match(scan.word(hit.last + 1))
    before = scan.adjacent(hit.first) and _KIND_BEFORE.search(fold(scan.word(hit.first - 1)))
    return bool(after or before)


def _organisation(scan: Scan, hit: Hit) -> bool:
    before = fold(scan.word(hit.first - 1)) if scan.adjacent(hit.first) else ""
    if _COMPANY_BEFORE.search(before):
        return True
    if before == "1" and _COMPANY_BEFORE.search(fold(scan.word(hit.first - 2))):
        return True
    if before in {"i", "på", "for", "ved"} and _SEAT_OF_LEARNING.search(fold(scan.word(hit.first - 2))):
        return True
    if hit.tail or hit.name.key.endswith("regionen") or not scan.adjacent(hit.last + 1):
        return False
    if scan.adjacent(hit.first) and hit.first - 1 in scan.ends:
        # Names one after the other are a flattened list: «Vest-Agder Vestfold Østfold».
        return False
    after = scan.word(hit.last + 1)
    return fold(after) in _COMPANY_AFTER or _is_own_name(scan, hit.last + 1)


def _is_own_name(scan: Scan, position: int) -> bool:
    """Whether a capital word after a place goes on the name: «Oslo Economics», «Bergens Tidende»."""
    word = scan.word(position)
    return (
        len(word) > 1
        and word[0].isupper()
        and fold(word) not in STOP_WORDS
        and fold(word) not in GIVEN_NAMES
        and position not in scan.begins
    )


def _person(scan: Scan, hit: Hit) -> bool:
    """«Kari Lund», «Inga Porsanger», «statssekretær Lund», «sier Berg»."""
    if hit.tail or " " in hit.name.key or hit.name.kind != "kommune" or not scan.adjacent(hit.first):
        return False
    before = scan.word(hit.first - 1)
    folded = fold(before)
    if before[0].isupper() and folded in GIVEN_NAMES:
        return True
    if hit.name.key not in RISKY:
        return False
    if before[0].isupper() and len(before) > 1 and not _ordinary(scan, hit.first - 1):
        return True
    surname = hit.name.key in SURNAMES
    return surname and (folded in _SAYS or bool(_TITLE.search(folded)))


def _ordinary(scan: Scan, position: int) -> bool:
    """Whether a capital word is a lead («BUA Eid»), a function word («Også Lom») or another place."""
    folded = fold(scan.word(position))
    return folded in STOP_WORDS or folded in _LEADS or folded in _IN or position in scan.ends


def _starts_sentence(scan: Scan, hit: Hit) -> bool:
    """Whether nothing but the end of another sentence stands before a hit."""
    before = scan.between(hit.first)
    return hit.first == 0 or bool(_SENTENCE_END.search(before))


def _spoken_for(scan: Scan, hit: Hit) -> bool:
    """What makes a risky name a place without help from other names."""
    if hit.tail:
        return hit.tail[0].islower() and hit.name.key not in {"ski"}
    before = fold(scan.word(hit.first - 1)) if scan.adjacent(hit.first) else ""
    if before in _IN | _LEADS or (before in _FROM - {"og", "samt"} and hit.name.key not in SURNAMES):
        return True
    if not _starts_sentence(scan, hit):
        # A capital letter inside a sentence is a name, and of somebody only where people are called so.
        return hit.name.key not in SURNAMES
    after = scan.word(hit.last + 1)
    # «Bø, 30.6.2020»
    return hit.first == 0 and scan.between(hit.last + 1).strip() == "," and after[:1].isdigit()


def _acts(scan: Scan, hit: Hit) -> bool:
    """«Time bygde …» at the start of a sentence: somebody of that name does something, and says nothing."""
    after = scan.word(hit.last + 1)
    return scan.adjacent(hit.last + 1) and bool(_ACTS.match(after)) and after not in _IS | _SAYS
