"""``python -m training bridge``: the list of nynorsk words and the bokmål words they answer to.

Letters in both forms are believed first, then the word nets, then the Bible where both words live today. What regular
correspondences these show is used on the other words that modern text has in nynorsk and hardly in bokmål, where it
gives a word that bokmål has. Stems follow from the words: «tenest-» from «teneste», «tenesta», «tenester».
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from kunnskapsbase.bridging import STEM
from kunnskapsbase.text import STOP_WORDS, stem
from training.bridge_evidence import Forms, Pairs, bible_pairs, count_forms, letter_pairs, word_net_pairs
from training.bridge_rules import Rules, learn_rules

HEADING = """\
# Nynorsk words by the bokmål word they answer to, and stems («tenest-») by theirs; made by «python -m training bridge».
# Sources: letters in both forms (open repositories of NAV and Arkivverket); the Norwegian word nets (Språkbanken,
# NWN licence, in ordnett-lisens.txt); the Bible of 1921 and 1930, of words that live
# today; and regular correspondences learnt from these, for words that open modern text has in nynorsk.
"""
_SHORTEST_BY_RULE = 5
# A rule knows no meanings: it is let loose only on words that bokmål text hardly has.
_DOMINANT_BY_RULE = 30.0
_SHORTEST_STEM = 3
_SURE_SHARE = 0.6


def _known_tail(word: str, known: Pairs) -> str:
    """What the longest known word at the end of a word is in bokmål; nothing where there is none."""
    for start in range(1, len(word) - _SHORTEST_BY_RULE + 1):
        if word[start:] in known:
            return known[word[start:]]
    return ""


def regular_pairs(known: Pairs, forms: Forms) -> Pairs:
    """What the regularities of the known pairs make of the other nynorsk words.

    A word must come to what its stem and its last part are known to come to: heimar is no «hemmer», since heim is hjem.
    A match of the word's own stem is taken before others, since plassar is more likely plasser than plassert.
    """
    rules = Rules(learn_rules(known))
    stems = {own: match for own, match, _ in _voted_stems(known, forms)}

    def in_bokmal(word: str) -> int:
        return forms.nb[word] if forms.is_bokmal(word) else 0

    def best(word: str) -> str | None:
        own, tail = stem(word), _known_tail(word, known)
        fitting = [
            match
            for match in rules.ranked(word, in_bokmal)
            if match.endswith(tail) and stems.get(own, stem(match)) == stem(match)
        ]
        return next((match for match in fitting if stem(match) == own), fitting[0] if fitting else None)

    found: Pairs = {}
    for word in sorted(forms.nn):
        new = len(word) >= _SHORTEST_BY_RULE and word.isalpha() and word not in known and word in forms.small
        if new and forms.is_nynorsk(word, _DOMINANT_BY_RULE):
            match = best(word)
            if match is not None and forms.may_become(word, match, _DOMINANT_BY_RULE):
                found[word] = match
    return found


def _voted_stems(pairs: Pairs, forms: Forms) -> Iterator[tuple[str, str, float]]:
    """Nynorsk stem, the bokmål stem that most of its words come to, and their share."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, match in pairs.items():
        if word not in STOP_WORDS and match not in STOP_WORDS:
            votes[stem(word)][stem(match)] += forms.nn[word] + 1
    for own, matches in votes.items():
        match, count = matches.most_common(1)[0]
        yield own, match, count / matches.total()


def stem_pairs(pairs: Pairs, forms: Forms) -> Pairs:
    """Nynorsk stem → bokmål stem, where most words of the stem agree and the stem itself is more of a nynorsk one."""
    by_stem: dict[str, Counter[str]] = {"nb": Counter(), "nn": Counter()}
    for form, counts in (("nb", forms.nb), ("nn", forms.nn)):
        for word, count in counts.items():
            by_stem[form][stem(word)] += count
    stems = Forms(by_stem["nb"], by_stem["nn"], frozenset())
    found: Pairs = {}
    for own, match, share in _voted_stems(pairs, forms):
        if own != match and share >= _SURE_SHARE and len(own) >= _SHORTEST_STEM and stems.is_nynorsk(own):
            found[own] = match
    # One step leads all the way: a stem that is itself replaced is no place to end.
    return {own: found.get(match, match) for own, match in found.items() if found.get(match, match) != own}


def lines(pairs: Pairs) -> Iterator[str]:
    """``bokmål: nynorsk nynorsk``, in alphabetical order."""
    by_match: defaultdict[str, list[str]] = defaultdict(list)
    for word, match in pairs.items():
        by_match[match].append(word)
    for match, found in sorted(by_match.items()):
        yield f"{match}: {' '.join(sorted(found))}"


def write_bridge(data: Path, out: Path) -> dict[str, int]:
    """Writes the list; returns how many pairs each kind of evidence gave."""
    forms = count_forms(data)
    letters, nets, bible = letter_pairs(data, forms), word_net_pairs(data, forms), bible_pairs(data, forms)
    known = {**bible, **nets, **letters}
    regular = regular_pairs(known, forms)
    stems = stem_pairs({**regular, **known}, forms)
    regular = {word: match for word, match in regular.items() if stems.get(stem(word), stem(match)) == stem(match)}
    pairs = {**regular, **known}
    marked = {f"{own}{STEM}": f"{match}{STEM}" for own, match in stems.items()}
    out.write_text(HEADING + "\n".join([*lines(pairs), *lines(marked)]) + "\n", encoding="utf-8")
    return {
        "letters": len(letters),
        "word nets": len(nets.keys() - letters.keys()),
        "bible": len(bible.keys() - letters.keys() - nets.keys()),
        "regular": len(regular),
        "stems": len(stems),
    }
