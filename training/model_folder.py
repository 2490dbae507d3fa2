"""Writes the trained vectors as a sentence-transformers folder that loads with no code of ours.

The vectors are stored as one signed byte a number and one float32 factor a piece. sentence-transformers'
StaticEmbedding reads that layout (`embeddings` and `weights`, as model2vec writes it) and multiplies the two
into float32 while loading, so encoding runs in float32 and the file is a fourth of the size.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer
from torch import nn

LARGEST_BYTE = 127.0
WEIGHTS_FILE = "model.safetensors"


def to_bytes(weights: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Returns the rows as signed bytes, and the float32 factor that turns each row back.

    Args:
        weights: One float32 vector a piece.
    """
    factors = weights.abs().amax(dim=1).clamp(min=1e-12) / LARGEST_BYTE
    return (weights / factors[:, None]).round().to(torch.int8), factors


def build_model(tokenizer: Tokenizer, weights: torch.Tensor) -> SentenceTransformer:
    """Returns the model in float32, as trained: the mean of the pieces' vectors, at length 1."""
    modules: list[nn.Module] = [StaticEmbedding(tokenizer, embedding_weights=weights), Normalize()]
    return SentenceTransformer(modules=modules, device="cpu", similarity_fn_name="cosine")


def write_model(folder: Path, tokenizer: Tokenizer, weights: torch.Tensor) -> None:
    """Writes the model folder.

    Args:
        folder: Where the model goes; files of an earlier model there are written over.
        tokenizer: The tokeniser.
        weights: One float32 vector a piece.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        build_model(tokenizer, weights).save(scratch, create_model_card=False)
        (weights_path,) = Path(scratch).rglob(WEIGHTS_FILE)
        rows, factors = to_bytes(weights)
        save_file({"embeddings": rows, "weights": factors}, weights_path)
        for path in sorted(Path(scratch).rglob("*")):
            target = folder / path.relative_to(scratch)
            if path.is_dir():
                target.mkdir(exist_ok=True)
            else:
                target.write_bytes(path.read_bytes())


def load_model(folder: Path, dim: int | None = None) -> SentenceTransformer:
    """Loads a model folder on the CPU.

    Args:
        folder: The model folder.
        dim: Keep only this many leading numbers of each vector.
    """
    return SentenceTransformer(str(folder), device="cpu", truncate_dim=dim)
