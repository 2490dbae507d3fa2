"""The contrastive loss and the training loop with its checkpoints."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from training.batches import Batch, draw_batch, pick_kind
from training.token_store import TokenGroup

log = logging.getLogger(__name__)

SIF_CONSTANT = 1e-3
SCALE = 20.0
WARM_UP = 0.05
CHECKPOINT_STEPS = 250
LOG_STEPS = 50


@dataclass(frozen=True)
class Plan:
    """What one training run is to do.

    Attributes:
        dims: Sizes the loss is taken at, the full size first (Matryoshka).
        batch_size: Units a batch.
        learning_rate: The highest learning rate.
        minutes: Time to train for; not used when `steps` is given.
        steps: Number of steps. With the same tokenizer and seed, the weights come out the same.
        seed: Seed of the first vectors and of every batch.
    """

    dims: tuple[int, ...]
    batch_size: int
    learning_rate: float
    minutes: float
    steps: int | None
    seed: int

    def identity(self) -> dict[str, object]:
        """Returns what must be the same for a stopped run to go on; how long it trains may change."""
        return {
            "dims": list(self.dims),
            "batch_size": self.batch_size,
            "learning_rate": self.learning_rate,
            "seed": self.seed,
        }


@dataclass
class Progress:
    """How far a run has come: steps taken and seconds used."""

    step: int = 0
    seconds: float = 0.0

    def share(self, plan: Plan) -> float:
        """Returns how much of the plan is done, 0 to 1."""
        done = self.step / plan.steps if plan.steps else self.seconds / (60 * plan.minutes)
        return min(1.0, done)


def first_vectors(frequencies: torch.Tensor, dim: int, seed: int) -> nn.EmbeddingBag:
    """Returns random vectors, shorter the commoner the piece is (smooth inverse frequency).

    Args:
        frequencies: Share of the training tokens that each piece makes up.
        dim: Size of the vectors.
        seed: Seed of the random numbers.
    """
    generator = torch.Generator().manual_seed(seed)
    weights = torch.randn(len(frequencies), dim, generator=generator)
    weights *= (SIF_CONSTANT / (SIF_CONSTANT + frequencies))[:, None]
    return nn.EmbeddingBag.from_pretrained(weights, freeze=False, mode="mean")


def contrastive_loss(
    queries: torch.Tensor, texts: torch.Tensor, same: torch.Tensor, dims: tuple[int, ...]
) -> torch.Tensor:
    """Returns InfoNCE over the batch both ways, averaged over the Matryoshka sizes.

    Args:
        queries: One vector a query.
        texts: One vector a text; row i belongs to query i.
        same: True where a text must not count as a negative of a query.
        dims: Leading sizes to take the loss at.
    """
    target = torch.arange(len(queries))
    losses = []
    for dim in dims:
        left = functional.normalize(queries[:, :dim])
        right = functional.normalize(texts[:, :dim])
        scores = (SCALE * left @ right.T).masked_fill(same, -torch.inf)
        losses.append(functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target))
    return torch.stack(losses).mean() / 2


def learning_rate_at(share: float, highest: float) -> float:
    """Returns the learning rate: a short warm-up, then linear to nothing."""
    return highest * min(share / WARM_UP, (1 - share) / (1 - WARM_UP))


class Trainer:
    """Trains vectors on groups of units, and goes on from a checkpoint where there is one.

    Attributes:
        model: The vectors.
        progress: How far the run has come.
    """

    def __init__(self, model: nn.EmbeddingBag, plan: Plan, checkpoint: Path) -> None:
        """Sets up the optimiser and loads the checkpoint if it is there.

        Args:
            model: Vectors to begin with.
            plan: What to do.
            checkpoint: File for the state of an unfinished run.
        """
        self.model, self.plan, self.progress = model, plan, Progress()
        self._checkpoint = checkpoint
        self._optimizer = torch.optim.Adam(model.parameters(), lr=plan.learning_rate, fused=True)
        if checkpoint.exists():
            self._load()

    def run(self, groups: Mapping[str, TokenGroup]) -> Progress:
        """Trains until the plan is done.

        Args:
            groups: Units by kind.

        Returns:
            Steps taken and seconds used, those before a stop included.
        """
        kinds = sorted(groups)
        losses: list[float] = []
        while (share := self.progress.share(self.plan)) < 1:
            began = time.monotonic()
            rng = np.random.default_rng((self.plan.seed, self.progress.step))
            kind = pick_kind(rng, kinds)
            losses.append(self._step(draw_batch(rng, kind, groups[kind], self.plan.batch_size), share))
            self.progress.step += 1
            self.progress.seconds += time.monotonic() - began
            if self.progress.step % LOG_STEPS == 0:
                done = self.progress
                log.info("step %d, %.0f s, loss %.3f", done.step, done.seconds, np.mean(losses))
                losses.clear()
            if self.progress.step % CHECKPOINT_STEPS == 0:
                self._save()
        self._save()
        return self.progress

    def _step(self, batch: Batch, share: float) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = learning_rate_at(share, self.plan.learning_rate)
        queries, texts = self.model(*batch.queries), self.model(*batch.texts)
        loss = contrastive_loss(queries, texts, batch.same, self.plan.dims)
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        return float(loss.detach())

    def _save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": self.progress.step,
            "seconds": self.progress.seconds,
            "plan": self.plan.identity(),
        }
        unfinished = self._checkpoint.with_suffix(".part")
        torch.save(state, unfinished)
        unfinished.replace(self._checkpoint)

    def _load(self) -> None:
        state = torch.load(self._checkpoint, weights_only=True)
        if state["plan"] != self.plan.identity():
            raise ValueError(f"{self._checkpoint} is of a run with another plan: {state['plan']}")
        self.model.load_state_dict(state["model"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.progress = Progress(int(state["step"]), float(state["seconds"]))
        log.info("goes on from step %d", self.progress.step)
