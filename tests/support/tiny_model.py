"""A real sentence-transformers model of a few kilobytes, made on the spot: for tests that need another model."""

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace


def make_tiny_model(folder: Path, *, dimensions: int = 16, seed: int = 1) -> Path:
    """Write a static model over single letters to ``folder``; equal seeds give equal models."""
    letters = "abcdefghijklmnopqrstuvwxyzæøå0123456789.,;:?!-"
    vocabulary = ["[UNK]", *letters, *(f"##{letter}" for letter in letters)]
    tokenizer = Tokenizer(WordPiece({token: place for place, token in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    generator = torch.Generator().manual_seed(seed)
    weights = torch.randn(len(vocabulary), dimensions, generator=generator)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return folder
