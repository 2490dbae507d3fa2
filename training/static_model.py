"""The whole run: text to units, tokeniser, token numbers, training, and the model folder."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from training.batches import SHARES
from training.card import write_card
from training.contrastive import Plan, Trainer, first_vectors
from training.evaluate import SETS, evaluate, shipped_sizes
from training.leak import SHINGLE_WORDS, LeakCheck, evaluation_texts
from training.model_folder import build_model, write_model
from training.sources import PAIRED_TEXT, RUNNING_TEXT
from training.texts import UnitReader, learn_lexicons, tokenizer_texts
from training.tie_forms import tie_forms
from training.token_store import TokenGroup, encode_group, load_group, save_group
from training.tokenizer import load_or_train

log = logging.getLogger(__name__)

PREPARED = "prepared.json"
TOKENIZER = "tokenizer.json"
SPANS = "spans"


@dataclass(frozen=True)
class Folders:
    """Where a run reads and writes.

    Attributes:
        text: The text to train on.
        evaluation: The retrieval sets, read by the leak check only.
        work: Scratch folder: token numbers and checkpoint.
        out: The model folder.
    """

    text: Path
    evaluation: Path
    work: Path
    out: Path


def prepare(folders: Folders, vocabulary: int) -> None:
    """Reads the text, checks it for leaks, and writes tokeniser and token numbers to the work folder.

    A work folder that is already prepared is left as it is.

    Raises:
        ValueError: If the work folder was prepared with another number of pieces.
    """
    if (folders.work / PREPARED).exists():
        prepared = json.loads((folders.work / PREPARED).read_text(encoding="utf-8"))
        if prepared["vocabulary"] != vocabulary:
            raise ValueError(f"{folders.work} was prepared with {prepared['vocabulary']} pieces")
        return
    leak = LeakCheck(evaluation_texts(folders.evaluation / name for name in SETS))
    units = UnitReader(folders.text, leak).read()
    log.info("%d passages, %d pairs", len(units.passages), sum(map(len, units.pairs.values())))
    texts = tokenizer_texts(units, folders.text, leak)
    tokenizer = load_or_train(folders.work / TOKENIZER, texts, vocabulary)
    log.info("tokeniser of %d pieces", tokenizer.get_vocab_size())
    sizes = {}
    for kind, pairs in units.pairs.items():
        left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        save_group(folders.work / f"{kind}.npz", encode_group(tokenizer, left, right))
        sizes[kind] = len(pairs)
    save_group(folders.work / f"{SPANS}.npz", encode_group(tokenizer, units.passages, None))
    record = {
        "vocabulary": vocabulary,
        "units": sizes | {SPANS: len(units.passages)},
        "leak_check": {
            "shingle_words": SHINGLE_WORDS,
            "evaluation_shingles": len(leak),
            "units": leak.counts(),
        },
    }
    (folders.work / PREPARED).write_text(json.dumps(record, indent=2), encoding="utf-8")


def piece_frequencies(groups: dict[str, TokenGroup], vocabulary: int) -> torch.Tensor:
    """Returns the share of the passages' tokens that each piece makes up."""
    counts = np.bincount(groups[SPANS].left.tokens, minlength=vocabulary)
    return torch.from_numpy(counts / counts.sum()).float()


def train_static(folders: Folders, plan: Plan, vocabulary: int) -> dict[str, object]:
    """Runs everything that is not already done, writes the model folder, and measures it.

    Args:
        folders: Where to read and write.
        plan: What to train.
        vocabulary: Number of pieces of the tokeniser.

    Returns:
        The record of the run, as written to `training.json` in the model folder.
    """
    folders.work.mkdir(parents=True, exist_ok=True)
    prepare(folders, vocabulary)
    tokenizer = Tokenizer.from_file(str(folders.work / TOKENIZER))
    groups = {kind: load_group(folders.work / f"{kind}.npz") for kind in SHARES}
    pieces = tokenizer.get_vocab_size()
    model = first_vectors(piece_frequencies(groups, pieces), plan.dims[0], plan.seed)
    progress = Trainer(model, plan, folders.work / "checkpoint.pt").run(groups)
    weights, tied = tie_forms(model.weight.detach(), tokenizer, *learn_lexicons(folders.text))
    write_model(folders.out, tokenizer, weights)
    record: dict[str, object] = {
        "seed": plan.seed,
        "steps": progress.step,
        "training_minutes": round(progress.seconds / 60, 1),
        "threads": torch.get_num_threads(),
        "batch_size": plan.batch_size,
        "learning_rate": plan.learning_rate,
        "pieces": pieces,
        "dims": list(plan.dims),
        "tied_pieces": tied,
        "batch_shares": dict(SHARES),
        "sources": {source.name: source.licence for source in RUNNING_TEXT + PAIRED_TEXT},
    }
    record |= json.loads((folders.work / PREPARED).read_text(encoding="utf-8"))
    as_trained = evaluate(build_model(tokenizer, weights), folders.evaluation, folders.text)
    scores = {f"float32, {plan.dims[0]}": as_trained}
    scores |= shipped_sizes(folders.out, folders.evaluation, folders.text, plan.dims)
    for name, content in (("training.json", record), ("evaluation.json", scores)):
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (folders.out / name).write_text(text + "\n", encoding="utf-8")
    write_card(folders.out, record, scores)
    return record
