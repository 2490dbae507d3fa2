"""A tokeniser with more whole words: the pieces of an earlier one, and beside them the frequent words it takes apart.

A word that is one piece can carry the meaning of all its parts, of its stem and of its bokmål form; one that is taken
apart by spelling cannot. The tokeniser stays a plain WordPiece, which loads with no code of ours.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from training.tokenizer import UNKNOWN
from training.words import words_of, written_form

CONTINUES = "##"
SHORTEST_TAIL = 4
LONGEST_WORD = 100
LONGEST_PIECE = 30


@dataclass(frozen=True)
class PiecePlan:
    """How many pieces of which kind.

    Attributes:
        size: All pieces together, those of the earlier tokeniser included.
        tails: How many of the commonest words may also end a compound.
        fewest_nynorsk: A word of nynorsk text is a piece when it stands this often; there is little such text.
    """

    size: int
    tails: int
    fewest_nynorsk: int


def count_words(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Counts the words of bokmål and of nynorsk texts."""
    bokmal: Counter[str] = Counter()
    nynorsk: Counter[str] = Counter()
    for text in texts:
        words = words_of(text)
        (nynorsk if written_form(words) == "nn" else bokmal).update(words)
    return bokmal, nynorsk


def ranked(counts: Counter[str]) -> list[str]:
    """Returns the words that letters make, the commonest first, ties in the order of the alphabet."""
    words = [word for word in counts if word.isalpha() and len(word) <= LONGEST_PIECE]
    return sorted(words, key=lambda word: (-counts[word], word))


def choose_pieces(tokenizer: Tokenizer, bokmal: Counter[str], nynorsk: Counter[str], plan: PiecePlan) -> list[str]:
    """Returns the pieces in the order of their numbers, those of the tokeniser first and unchanged.

    Args:
        tokenizer: The earlier tokeniser.
        bokmal: Word counts of bokmål text.
        nynorsk: Word counts of nynorsk text.
        plan: How many of which kind.
    """
    vocabulary = tokenizer.get_vocab()
    pieces = dict.fromkeys(sorted(vocabulary, key=vocabulary.__getitem__))
    common = ranked(bokmal + nynorsk)
    pieces |= dict.fromkeys(word for word in ranked(nynorsk) if nynorsk[word] >= plan.fewest_nynorsk)
    tails = [word for word in common if len(word) >= SHORTEST_TAIL][: plan.tails]
    pieces |= dict.fromkeys(CONTINUES + word for word in tails)
    for word in common:
        if len(pieces) >= plan.size:
            break
        pieces[word] = None
    return list(pieces)


def with_pieces(tokenizer: Tokenizer, pieces: list[str]) -> Tokenizer:
    """Returns a tokeniser like the one given, with these pieces."""
    result = Tokenizer.from_str(tokenizer.to_str())
    result.model = WordPiece(
        {piece: number for number, piece in enumerate(pieces)},
        unk_token=UNKNOWN,
        max_input_chars_per_word=LONGEST_WORD,
    )
    return result


def word_of(piece: str) -> str:
    """Returns a piece without the mark that it continues a word."""
    return piece.removeprefix(CONTINUES)
