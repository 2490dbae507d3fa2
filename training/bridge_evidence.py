"""What tells which bokmål word a nynorsk word answers to: modern text, letters in both forms, the word nets.

The Bible of 1921 and 1930 is parallel text too, but its language is a hundred years old: a pair from it counts only
where both words stand in modern text of their form, so that «jordi» and «blev» stay out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from training.nynorsk import differing_words
from training.sources import BIBLE, RUNNING_TEXT, WORD_NETS, read_lines, read_parallel
from training.texts import training_letters
from training.words import WORD, is_norwegian, passages_of, words_of, written_form

# Counts this much of a form's words before a word's share in it is believed.
_SMOOTHING = 0.5
# How many times commoner in nynorsk a word must be: to be a nynorsk word at all, and to be one although bokmål text has
# it too oftener than quotations explain. «Seier» is «sier» in nynorsk (45 times commoner there), but also a victory.
_DOMINANT = 10.0
_DOMINANT_DESPITE = 80.0
_BOKMAL_PER_MILLION = 5.0
# Words of both forms are a little commoner in the one by chance.
_NEUTRAL = 3.0
_DOMINANT_LEMMA = 3.0
_ALIKE = 0.6
# Words that share a meaning need not be the same word: «gransking» is no spelling of «forskning».
_ALIKE_LEMMAS = 0.7
_SURE_SHARE = 0.6
_FEWEST_UNLIKE = 3
_FEWEST_BIBLE = 2
_FEWEST_NYNORSK = 2
_FEWEST_BOKMAL = 5

Pairs = dict[str, str]
"""Nynorsk word → bokmål word."""


class Forms:
    """How often each word stands in modern text of each written form, in lower case.

    ``small`` are the nynorsk words that stand there without a capital letter, which names do not.
    """

    def __init__(self, nb: Counter[str], nn: Counter[str], small: frozenset[str]) -> None:
        self.nb, self.nn, self.small = nb, nn, small
        self._ratio = (nb.total() + 1) / (nn.total() + 1)
        self._often_in_bokmal = _BOKMAL_PER_MILLION * nb.total() / 1_000_000

    def leaning(self, word: str) -> float:
        """How many times commoner a word is in nynorsk than in bokmål, by share of all words; smoothed."""
        return self._ratio * (self.nn[word] + _SMOOTHING) / (self.nb[word] + _SMOOTHING)

    def is_nynorsk(self, word: str, dominant: float = _DOMINANT) -> bool:
        """Whether a word is seen in nynorsk, ``dominant`` times oftener than in bokmål, and is none of bokmål's own."""
        if self.nb[word] > self._often_in_bokmal:
            dominant = max(dominant, _DOMINANT_DESPITE)
        return self.nn[word] >= _FEWEST_NYNORSK and self.leaning(word) >= dominant

    def may_become(self, word: str, match: str, dominant: float = _DOMINANT) -> bool:
        """Whether a nynorsk word may answer to a bokmål one, by how each is used.

        Where only an ending is added it may be another form of the same word that stood there: «dokument» is the plural
        in nynorsk, but also bokmål's singular.
        """
        needed = _DOMINANT_DESPITE if match.startswith(word) else dominant
        return self.is_nynorsk(word, needed) and self.is_bokmal(match)

    def is_bokmal(self, word: str) -> bool:
        """Whether a word is at home in bokmål: seen there, and not much commoner in nynorsk."""
        return self.nb[word] >= _FEWEST_BOKMAL and self.leaning(word) <= _NEUTRAL


def count_forms(data: Path) -> Forms:
    """Counts the words of every Norwegian passage of the training text and of the letters by their form."""
    counts: dict[str, Counter[str]] = {"nb": Counter(), "nn": Counter()}
    small: set[str] = set()

    def add(form: str, text: str, words: list[str]) -> None:
        counts[form].update(words)
        if form == "nn":
            small.update(word for word in WORD.findall(text) if word.islower())

    for source in RUNNING_TEXT:
        for line in read_lines(data, source):
            for passage in list(passages_of(line)) or [line]:
                words = words_of(passage)
                if is_norwegian(words):
                    add(written_form(words), passage, words)
    for bokmal, nynorsk in training_letters(data):
        add("nb", bokmal, words_of(bokmal))
        add("nn", nynorsk, words_of(nynorsk))
    return Forms(counts["nb"], counts["nn"], frozenset(small))


def likeness(one: str, other: str) -> float:
    """How alike two words are spelt, 0–1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _aligned(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Counter[str]]:
    """Nynorsk word → how often each bokmål word stands where it stands; of pairs (bokmål, nynorsk)."""
    aligned: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for bokmal, nynorsk in pairs:
        for left, right in differing_words(words_of(nynorsk), words_of(bokmal)):
            aligned[left][right] += 1
    return aligned


def _sure_pairs(aligned: Mapping[str, Counter[str]], forms: Forms, fewest_alike: int) -> Pairs:
    pairs: Pairs = {}
    for word, matches in aligned.items():
        match, count = matches.most_common(1)[0]
        if word == match or not (word.isalpha() and match.isalpha() and len(word) > 1):
            continue
        needed = fewest_alike if likeness(word, match) >= _ALIKE else max(fewest_alike, _FEWEST_UNLIKE)
        sure = count >= needed and count >= _SURE_SHARE * matches.total()
        if sure and forms.may_become(word, match):
            pairs[word] = match
    return pairs


def letter_pairs(data: Path, forms: Forms) -> Pairs:
    """What public-service letters say in both forms."""
    return _sure_pairs(_aligned(training_letters(data)), forms, fewest_alike=1)


def bible_pairs(data: Path, forms: Forms) -> Pairs:
    """What the Bible says in both forms, of words alive today."""
    alive = _sure_pairs(_aligned(read_parallel(data, BIBLE)), forms, fewest_alike=_FEWEST_BIBLE)
    return {word: match for word, match in alive.items() if likeness(word, match) >= _ALIKE}


def _synsets(data: Path, form: str) -> Mapping[str, set[str]]:
    synsets: defaultdict[str, set[str]] = defaultdict(set)
    for line in read_lines(data, WORD_NETS[form]):
        if not line.startswith("#"):
            synset, kind, lemma, *_ = line.split("\t")
            if kind == "lemma" and lemma.isalpha() and lemma.islower():
                synsets[synset].add(lemma)
    return synsets


def word_net_pairs(data: Path, forms: Forms) -> Pairs:
    """Lemmas that share a meaning in the two word nets, look alike, and belong to one form each."""
    nob, nno = _synsets(data, "nb"), _synsets(data, "nn")
    bokmal = set().union(*nob.values())
    nynorsk = set().union(*nno.values())
    found: dict[str, tuple[float, str]] = {}
    for synset in nob.keys() & nno.keys():
        for word in nno[synset] - bokmal:
            for match in nob[synset] - nynorsk:
                alike = likeness(word, match)
                own = forms.leaning(word) >= _DOMINANT_LEMMA and forms.leaning(match) <= 1
                if alike >= _ALIKE_LEMMAS and own:
                    found[word] = max(found.get(word, (0.0, "")), (alike, match))
    return {word: match for word, (_, match) in found.items()}
