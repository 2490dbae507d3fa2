"""One vector a piece, out of two models: what was learnt from pairs, and what was learnt from the company words keep.

A text is the mean of its pieces' vectors, so a whole word may take the sum of its parts' vectors and the text keeps its
direction. That is how both models move to a vocabulary that neither was trained with.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from training.nynorsk import Lexicon
from training.terms import TermReader
from training.whole_words import CONTINUES, SHORTEST_TAIL, word_of

Vectors = npt.NDArray[np.float32]


def from_pieces(tokenizer: Tokenizer, rows: Vectors, pieces: Sequence[str], to_bokmal: Lexicon) -> Vectors:
    """Returns one row a new piece from an earlier tokeniser: the sum of the pieces it takes the word apart into.

    A nynorsk word gets the row of its bokmål word.

    Args:
        tokenizer: The earlier tokeniser; its pieces are the first of the new ones, and keep their rows.
        rows: One vector a piece of the earlier tokeniser.
        pieces: The new pieces.
        to_bokmal: The lexicon from nynorsk.
    """
    earlier = len(rows)
    result = np.zeros((len(pieces), rows.shape[1]), dtype=np.float32)
    result[:earlier] = rows
    new = [to_bokmal.word(word_of(piece)) for piece in pieces[earlier:]]
    for number, encoding in enumerate(tokenizer.encode_batch_fast(new, add_special_tokens=False), earlier):
        result[number] = rows[encoding.ids].sum(axis=0)
    return result


def from_terms(reader: TermReader, rows: Vectors, names: Sequence[str], pieces: Sequence[str]) -> Vectors:
    """Returns one row a new piece from term vectors: the sum over the word's terms; zeros where it has none.

    Args:
        reader: Turns words into terms.
        rows: One vector a term.
        names: The terms.
        pieces: The new pieces. One that only continues a word and is short is no word: it gets zeros.
    """
    numbers = {name: number for number, name in enumerate(names)}
    result = np.zeros((len(pieces), rows.shape[1]), dtype=np.float32)
    for place, piece in enumerate(pieces):
        word = word_of(piece)
        if piece.startswith(CONTINUES) and len(word) < SHORTEST_TAIL:
            continue
        known = [numbers[term] for term in reader.of_word(word) if term in numbers]
        if known:
            result[place] = rows[known].sum(axis=0)
    return result


def text_vectors(tokenizer: Tokenizer, rows: Vectors, texts: Sequence[str]) -> Vectors:
    """Returns the mean of the pieces' rows of each text that has any pieces."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return np.stack([rows[encoding.ids].mean(axis=0) for encoding in encodings if encoding.ids])


def join(tokenizer: Tokenizer, halves: tuple[Vectors, Vectors], share: float, sample: Sequence[str]) -> Vectors:
    """Lays two halves side by side, so that cosine over both is about the weighted mean of the cosines over each.

    Args:
        tokenizer: The new tokeniser.
        halves: One vector a piece, of each half.
        share: The weight of the second half, 0 to 1.
        sample: Texts that tell how long the vectors of each half are.
    """
    lengths = [np.median(np.linalg.norm(text_vectors(tokenizer, half, sample), axis=1)) for half in halves]
    weights = (np.sqrt(1 - share), np.sqrt(share))
    return np.concatenate(
        [half * (weight / length) for half, weight, length in zip(halves, weights, lengths, strict=True)], axis=1
    ).astype(np.float32)


def turn_and_cut(tokenizer: Tokenizer, rows: Vectors, dim: int, sample: Sequence[str]) -> Vectors:
    """Turns the vectors so that texts differ most along the first numbers, and keeps the first `dim`.

    Cosines between whole vectors are the same as before the turn; what is cut is what tells texts apart least.
    """
    texts = text_vectors(tokenizer, rows, sample)
    texts /= np.maximum(np.linalg.norm(texts, axis=1, keepdims=True), 1e-12)
    axes = np.linalg.eigh(texts.T @ texts)[1][:, ::-1]
    return np.ascontiguousarray(rows @ axes[:, :dim]).astype(np.float32)
