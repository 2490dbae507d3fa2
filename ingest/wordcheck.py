"""Whether a word is a word: the measure of what reading and cleaning do to a text, and what cleaning itself asks.

A word is *known* when it stands in the word lists (``leksikon`` and ``ordformer``, see docs/datakilder.md), is the
genitive of such a word, or is a compound of such words. A word is *broken* only where there is proof that extraction
broke it, so that names, misprints and rare words do not count, and real damage does:

* it is a run of spaced letters (``f l e r t a l l e t``, ``Ve n s t r e``);
* it ends with a hyphen and the next word is no «og», «eller», «samt», «til» … (``ef- fektiv``);
* it holds a soft hyphen, or a noncharacter that a parser left where a line was hyphenated;
* it is unknown, and the word it makes with the one before or after it is known (``forskningsdre vet``, ``ut vikling``);
* it is unknown, and is a known word with a conjunction grown on (``Kommunalog``, ``innovasjonsog``);
* it is a known word grown together with an acronym or a number (``ABEreformen``, ``5Gdekning``, ``brukerne1``).
"""

import re
from functools import lru_cache

from kunnskapsbase.wordlists import read_ranked, read_words

SUSPENDED_BEFORE = frozenset(
    (
        "og",
        "eller",
        "samt",
        "til",
        "og/eller",
        "men",
        "enn",
        "òg",
        "respektive",
        "henholdsvis",
        "and",
        "or",
        "und",
        "och",
    )
)
"""Words after which a hyphen at the end of the word before is a suspended hyphen: «kommunal- og»."""

_CONJUNCTIONS = ("og", "eller", "samt", "til")
_SHORTEST_PART = 3
# A part of three letters must be a frequent word, or nearly any letters would make a compound.
_FREQUENT = 6_000
_LONGEST = 60
_MOST_PARTS = 4

_EDGES = ".,:;!?…()[]{}<>«»“”„\"'’‘`´*•·–—|/\\"
_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_WORDS = re.compile(r"https?:|www\.|@|[/\\_=&#%]|\w\.\w")
_BROKEN_MARKS = re.compile("[\u00ad\ufffe\u0002]")
_ACRONYM_GROWN_ON = re.compile(r"([A-ZÆØÅ]{2,}|\d{1,2}[A-Z])([a-zæøå]{4,})")
_NUMBER_GROWN_ON = re.compile(r"([^\W\d_]{4,})\d{1,2}")
_BEFORE_NUMBER = re.compile(r"\d{1,2}([a-zæøå]{5,})")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    listed = frozenset(read_ranked("leksikon")) | read_words("ordformer")
    return (listed - read_words("bruddstykker")) | read_words("tobokstavsord")


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    """The words that may be part of a compound: no function words, and of three letters only frequent ones."""
    short = {word for word in read_ranked("leksikon")[:_FREQUENT] if len(word) == _SHORTEST_PART}
    long = {word for word in _words() if len(word) > _SHORTEST_PART}
    return frozenset(short | long) - read_words("stoppord") - frozenset(_CONJUNCTIONS)


def listed(word: str) -> bool:
    """Whether ``word`` itself stands in the word lists, or is the genitive of one that does."""
    low = word.lower()
    return low in _words() or (low.endswith("s") and low[:-1] in _words())


@lru_cache(maxsize=200_000)
def known(word: str) -> bool:
    """Whether ``word`` is a Norwegian word, a compound of such words, or a number. Case does not matter."""
    low = word.lower()
    if len(low) > _LONGEST:
        return low in _words()
    if "-" in low:
        return all(not part or len(part) == 1 or known(part) for part in low.split("-"))
    if not low.isalpha():
        return low.isdigit()
    return len(low) == 1 or listed(low) or _is_compound(low, _MOST_PARTS)


def _is_compound(low: str, most: int) -> bool:
    parts = _parts()
    for place in range(len(low) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        head, tail = low[:place], low[place:]
        if not any(form in parts for form in _heads(head, tail[0])):
            continue
        if tail in parts or (tail.endswith("s") and tail[:-1] in parts):
            return True
        if most > 2 and len(tail) > 2 * _SHORTEST_PART and _is_compound(tail, most - 1):
            return True
    return False


def _heads(head: str, following: str) -> tuple[str, ...]:
    """What the first part of a compound may be in full: with its joint, without, with the letter spelling left out."""
    forms: tuple[str, ...] = (head,)
    if head[-1] in "se" and len(head) > _SHORTEST_PART:
        forms += (head[:-1],)
    if head[-1] == following:
        forms += (head + following,)
    return forms


def broken_words(text: str) -> list[str]:
    """The words of ``text`` that extraction broke, in their order; see the module for what counts."""
    tokens = text.split()
    bare = [token.strip(_EDGES) for token in tokens]
    spaced = _spaced_letters(tokens)
    return [
        word
        for place, word in enumerate(bare)
        if word and (place in spaced or (len(word) > 1 and not _clean(word) and _is_broken(tokens, bare, place)))
    ]


@lru_cache(maxsize=200_000)
def _clean(word: str) -> bool:
    """Whether a word is whole whatever stands beside it: by far the most are, and are looked at once."""
    return word.isalpha() and known(word) and not _ACRONYM_GROWN_ON.fullmatch(word)


def _is_broken(tokens: list[str], bare: list[str], place: int) -> bool:
    word, token = bare[place], tokens[place]
    if _BROKEN_MARKS.search(token):
        return True
    if _NOT_WORDS.search(word):
        return False
    if token.endswith("-") and place + 1 < len(bare):
        return _hyphen_is_broken(word[:-1], bare[place + 1])
    if _has_grown(word) or (word.isalpha() and _fused_with_conjunction(word)):
        return True
    return (word.islower() or word.istitle()) and _is_cut(tokens, bare, place)


def _is_cut(tokens: list[str], bare: list[str], place: int) -> bool:
    """Whether an unknown word makes a known one with its neighbour, no mark standing between them."""
    word = bare[place]
    before = bare[place - 1] if place and tokens[place - 1].isalpha() else ""
    after = bare[place + 1] if tokens[place].isalpha() and place + 1 < len(bare) else ""
    return _makes_a_word(before, word) or _makes_a_word(word, after)


def _hyphen_is_broken(left: str, following: str) -> bool:
    """``ef- fektiv`` is broken; ``kommunal- og``, ``planleggings- innovasjons- og`` and ``2019- 2020`` are not."""
    low = following.lower()
    if not left.isalpha() or not following.isalpha() or low in SUSPENDED_BEFORE or following[0].isupper():
        return False
    return known(left + low) or not known(left)


def _makes_a_word(left: str, right: str) -> bool:
    """Whether two words side by side, one of them in no list, are one word cut in two.

    The whole is known although a part is not, so the cut goes through a word and is no joint of a compound.
    """
    if not left.isalpha() or not right.isalpha() or len(left) + len(right) < 5 or right[0].isupper():
        return False
    return not (known(left) and known(right)) and known(left + right)


def _fused_with_conjunction(word: str) -> bool:
    low = word.lower()
    return any(
        low.endswith(end) and len(low) - len(end) > 3 and _known_head(low.removesuffix(end)) for end in _CONJUNCTIONS
    )


def _known_head(head: str) -> bool:
    return known(head) or (head[-1] in "se" and known(head[:-1]))


def _has_grown(word: str) -> bool:
    if found := _ACRONYM_GROWN_ON.fullmatch(word):
        return known(found.group(2))
    if found := _NUMBER_GROWN_ON.fullmatch(word):
        return found.group(1).islower() and known(found.group(1))
    if found := _BEFORE_NUMBER.fullmatch(word):
        return known(found.group(1))
    return False


def _spaced_letters(tokens: list[str]) -> frozenset[int]:
    """Places in a run of at least four tokens of one letter, kerning pairs of two letters among them."""
    places: set[int] = set()
    start = 0
    for place in range(len(tokens) + 1):
        if place < len(tokens) and len(tokens[place]) <= 2 and tokens[place].isalpha():
            continue
        run = tokens[start:place]
        if len(run) >= 4 and sum(len(token) == 1 for token in run) >= 0.6 * len(run):
            places.update(range(start, place))
        start = place + 1
    return frozenset(places)
