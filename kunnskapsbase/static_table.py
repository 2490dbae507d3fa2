"""A static model's vectors of questions: the rows of a question's pieces, and their mean.

The library's own way to one short text (sorting, batches, a bar of progress, PyTorch's calls) takes some three times as
long as the work: in a server, where other things fill the caches meanwhile, 1.1 ms of an answer's 5.5 under the
interpreter's lock, and this 0.3. A test holds the two together.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor


class StaticTable:
    """The table of a model and what cuts a text into its pieces; ``before`` is put before every question."""

    def __init__(self, tokenizer: "Tokenizer", table: "Tensor", before: str) -> None:
        self._tokenizer = tokenizer
        # On a CPU this is the model's own memory, not a copy.
        self._rows = table.detach().cpu().float().numpy()
        self._before = before

    def vectors(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector of unit length a text; all zeros where nothing of it is in the table."""
        found = self._tokenizer.encode_batch([self._before + text for text in texts], add_special_tokens=False)
        return [self._mean(each.ids) for each in found]

    def _mean(self, pieces: list[int]) -> list[float]:
        if not pieces:
            return [0.0] * self._rows.shape[1]
        mean = self._rows[pieces].mean(axis=0)
        length = float(np.linalg.norm(mean))
        vector: list[float] = (mean / length if length else mean).tolist()
        return vector
