"""Gives a nynorsk word the vector of its bokmål word, where the lexicon is sure of both.

Training alone leaves nynorsk words far from bokmål ones, for want of nynorsk text: a nynorsk question then
finds less. Words that the tokeniser keeps whole can simply share one vector.
"""

import torch
from tokenizers import Tokenizer

from training.nynorsk import Lexicon


def tied_pieces(vocabulary: dict[str, int], to_nynorsk: Lexicon, to_bokmal: Lexicon) -> dict[int, int]:
    """Returns the nynorsk pieces to tie, each with the bokmål piece whose vector it takes.

    A word is tied when the lexicon turns its bokmål word back into it, or when bokmål hardly uses it.

    Args:
        vocabulary: The tokeniser's pieces and their numbers.
        to_nynorsk: The lexicon from bokmål.
        to_bokmal: The lexicon from nynorsk.
    """
    tied: dict[int, int] = {}
    for piece, number in vocabulary.items():
        if not piece.isalpha():
            continue
        bokmal = to_bokmal.word(piece)
        if bokmal == piece or bokmal not in vocabulary:
            continue
        if to_nynorsk.word(bokmal) == piece or to_bokmal.is_mostly_own(piece):
            tied[number] = vocabulary[bokmal]
    return tied


def tie_forms(
    weights: torch.Tensor, tokenizer: Tokenizer, to_nynorsk: Lexicon, to_bokmal: Lexicon
) -> tuple[torch.Tensor, int]:
    """Returns the vectors with nynorsk words tied to bokmål ones, and how many were.

    Args:
        weights: One vector a piece; left as it is.
        tokenizer: The tokeniser.
        to_nynorsk: The lexicon from bokmål.
        to_bokmal: The lexicon from nynorsk.
    """
    tied = tied_pieces(tokenizer.get_vocab(), to_nynorsk, to_bokmal)
    result = weights.clone()
    result[list(tied)] = weights[list(tied.values())]
    return result, len(tied)
