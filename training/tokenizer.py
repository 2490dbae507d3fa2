"""Trains the WordPiece tokeniser: NFC and lower case, with æ, ø, å and every accent kept."""

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.decoders import WordPiece as WordPieceDecoder
from tokenizers.models import WordPiece
from tokenizers.normalizers import NFC, Lowercase, Sequence
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.trainers import WordPieceTrainer

PAD, UNKNOWN = "[PAD]", "[UNK]"
MIN_FREQUENCY = 3
ALPHABET = 300


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """Trains a tokeniser.

    Args:
        texts: Training text; how often a kind of text comes decides how many pieces it gets.
        vocabulary: Number of pieces.

    Returns:
        The tokeniser, without padding or truncation.
    """
    tokenizer = Tokenizer(WordPiece(unk_token=UNKNOWN))
    tokenizer.normalizer = Sequence([NFC(), Lowercase()])
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.decoder = WordPieceDecoder()
    trainer = WordPieceTrainer(
        vocab_size=vocabulary,
        min_frequency=MIN_FREQUENCY,
        special_tokens=[PAD, UNKNOWN],
        limit_alphabet=ALPHABET,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def load_or_train(path: Path, texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """Loads the tokeniser at `path`, or trains it and saves it there."""
    if not path.exists():
        train_tokenizer(texts, vocabulary).save(str(path), pretty=False)
    return Tokenizer.from_file(str(path))
