"""Which language a text is in: bokmål, nynorsk, Northern Sámi, English, Danish or Swedish.

py3langid tells languages apart by pieces of words. Of bokmål and nynorsk it takes one nynorsk sentence in six for
bokmål; between those two the words that only one of them has decide as well (``words/maalform.txt``, made by
``python -m training.language``). How often it is right stands in ``eval/results/spraak.md``.
"""

import math
import re
from functools import lru_cache
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"
# py3langid's code → ours, and how much more or less often than the rest we expect it. Without the last, one bokmål
# sentence in twenty-five is called Danish.
_LANGUAGES = {"no": ("nb", 1.0), "nn": ("nn", 1.0), "se": ("se", 1.0), "en": ("en", 1.0)}
_LANGUAGES |= {"da": ("da", 0.4), "sv": ("sv", 0.4)}
# What lies near one of ours must be known too, so as not to be taken for it; «zxx» is figures, markup and the like.
_OTHERS = ("de", "nl", "fr", "es", "fi", "is", "fo", "zxx")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 5
# More than enough to tell, and a bound on the time.
_LONGEST = 2000
# No single sign may outweigh all others.
_STRONGEST = 3.0


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_LANGUAGES, *_OTHERS])
    return identifier


@lru_cache(maxsize=1)
def _form_weights() -> dict[str, float]:
    """Word → how strongly it tells nynorsk (above 0) from bokmål (below 0), as a log ratio."""
    weights: dict[str, float] = {}
    path = Path(__file__).parent / "words" / "maalform.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        weight, _, words = line.partition("#")[0].partition(":")
        weights |= dict.fromkeys(words.split(), float(weight or 0))
    return weights


def _clipped(value: float) -> float:
    return max(-_STRONGEST, min(_STRONGEST, value))


def _written_form(words: list[str], nynorsk: float, bokmal: float) -> str:
    """``nn`` or ``nb``, by the words that only one of them has and by py3langid's shares of the two."""
    weights = _form_weights()
    told = _clipped(math.log((nynorsk + 1e-9) / (bokmal + 1e-9)))
    return "nn" if told + sum(weights.get(word, 0.0) for word in words) > 0 else "nb"


def let_go() -> None:
    """Give back the memory that telling languages apart takes (76 MB); it is taken again when it is needed."""
    _identifier.cache_clear()


def language_of(text: str) -> str:
    """The language of a text: nb, nn, se, en, da or sv; ``und`` for another language or too little to tell by."""
    text = text[:_LONGEST]
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST_WORDS:
        return UNDETERMINED
    shares = dict(_identifier().rank(text))
    expected = {code: share * _LANGUAGES.get(code, ("", 1.0))[1] for code, share in shares.items()}
    likeliest = max(expected, key=expected.__getitem__)
    if likeliest in {"no", "nn"}:
        return _written_form(words, shares["nn"], shares["no"])
    return _LANGUAGES.get(likeliest, (UNDETERMINED, 0.0))[0]
