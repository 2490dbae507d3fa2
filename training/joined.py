"""The second model: a trained static model and term vectors joined over a vocabulary of whole words.

What is done is kept in the work folder, so that a stopped run goes on and another share or size costs minutes.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from training.card import write_card
from training.compose import Vectors, from_pieces, from_terms, join, turn_and_cut
from training.evaluate import SETS, evaluate, shipped_sizes
from training.leak import SHINGLE_WORDS, LeakCheck, evaluation_texts, product_texts
from training.model_folder import build_model, load_model, write_model
from training.sources import PAIRED_TEXT, RUNNING_TEXT, read_lines
from training.terms import TermReader, number_terms
from training.texts import TOKENIZER_ONLY, UnitReader, learn_lexicons, training_letters
from training.whole_words import PiecePlan, choose_pieces, count_words, with_pieces
from training.word_vectors import VectorPlan, learn_vectors, weigh_and_centre

log = logging.getLogger(__name__)

TEMPLATE = Path(__file__).with_name("model_card_joined.md")
TEXTS, LEAKS, TERMS = "texts.txt", "leak_check.json", "terms.npz"
FEWEST_TERMS = 5
SAMPLE = 6_000


@dataclass(frozen=True)
class JoinPlan:
    """What is joined, and how.

    Attributes:
        vectors: How the term vectors are learnt.
        pieces: How many pieces of which kind.
        share: The weight of the term vectors beside the trained model.
        dims: Sizes to measure, the full size first.
    """

    vectors: VectorPlan
    pieces: PiecePlan
    share: float
    dims: tuple[int, ...]


@dataclass(frozen=True)
class JoinFolders:
    """Where a run reads and writes.

    Attributes:
        text: The text to train on.
        evaluation: The retrieval sets; the product's questions and experiences lie beside it.
        first: The trained static model.
        work: Scratch folder.
        out: The model folder.
    """

    text: Path
    evaluation: Path
    first: Path
    work: Path
    out: Path


def read_texts(folders: JoinFolders) -> list[str]:
    """Returns every passage and single sentence that passes the leak check; the first call writes them down."""
    written = folders.work / TEXTS
    if not written.exists():
        sets = evaluation_texts(folders.evaluation / name for name in SETS)
        leak = LeakCheck([*sets, *product_texts(folders.evaluation.parent)])
        passages = UnitReader(folders.text, leak).read().passages
        texts = [*passages, *_single_sentences(folders.text, leak)]
        counts = {"shingle_words": SHINGLE_WORDS, "evaluation_shingles": len(leak), "units": leak.counts()}
        (folders.work / LEAKS).write_text(json.dumps(counts, indent=2), encoding="utf-8")
        written.write_text("\n".join(" ".join(text.split()) for text in texts) + "\n", encoding="utf-8")
    return written.read_text(encoding="utf-8").splitlines()


def _single_sentences(data: Path, leak: LeakCheck) -> Iterator[str]:
    for source in RUNNING_TEXT:
        if source.name == TOKENIZER_ONLY:
            yield from (line for line in read_lines(data, source) if leak.allows(source.name, line))


def learn_terms(
    folders: JoinFolders, plan: VectorPlan, reader: TermReader, texts: list[str]
) -> tuple[list[str], Vectors]:
    """Returns the terms and one vector a term; the first call learns them and writes them down.

    Raises:
        ValueError: If the work folder holds the vectors of another plan.
    """
    written, identity = folders.work / TERMS, json.dumps(asdict(plan), sort_keys=True)
    if not written.exists():
        numbered = number_terms(reader, texts, FEWEST_TERMS)
        log.info("%d terms, %d in all", len(numbered.names), len(numbered.tokens))
        vectors = weigh_and_centre(learn_vectors(numbered, plan), numbered, plan)
        np.savez(written, allow_pickle=False, names=np.array(numbered.names), vectors=vectors, plan=np.array(identity))
    with np.load(written) as arrays:
        if str(arrays["plan"]) != identity:
            raise ValueError(f"{written} is of another plan: {arrays['plan']}")
        return [str(name) for name in arrays["names"]], arrays["vectors"]


def read_first(folder: Path) -> tuple[Tokenizer, Vectors]:
    """Returns the tokeniser of a static model and its vectors.

    Raises:
        TypeError: If the folder holds another kind of model.
    """
    module = load_model(folder)[0]
    if not isinstance(module, StaticEmbedding):
        raise TypeError(f"{folder} holds no static model")
    return module.tokenizer, module.embedding.weight.detach().numpy()


def join_models(folders: JoinFolders, plan: JoinPlan) -> dict[str, object]:
    """Runs everything that is not already done, writes the model folder, and measures it.

    Args:
        folders: Where to read and write.
        plan: What to join, and how.

    Returns:
        The record of the run, as written to `training.json` in the model folder.
    """
    folders.work.mkdir(parents=True, exist_ok=True)
    texts = read_texts(folders)
    to_bokmal = learn_lexicons(folders.text)[1]
    reader = TermReader(to_bokmal)
    names, term_rows = learn_terms(folders, plan.vectors, reader, texts)
    earlier, first_rows = read_first(folders.first)
    letters = [text for pair in training_letters(folders.text) for text in pair]
    pieces = choose_pieces(earlier, *count_words([*texts, *letters]), plan.pieces)
    tokenizer = with_pieces(earlier, pieces)
    halves = from_pieces(earlier, first_rows, pieces, to_bokmal), from_terms(reader, term_rows, names, pieces)
    chosen = np.random.default_rng(plan.vectors.seed).permutation(len(texts))[:SAMPLE]
    sample = [texts[number] for number in chosen]
    joined = join(tokenizer, halves, plan.share, sample)
    weights = torch.from_numpy(turn_and_cut(tokenizer, joined, plan.dims[0], sample))
    log.info("%d pieces, %d numbers each", *weights.shape)
    write_model(folders.out, tokenizer, weights)
    record = describe(folders, plan, {"pieces": len(pieces), "terms": len(names), "texts": len(texts)})
    scores = {f"float32, {plan.dims[0]}": evaluate(build_model(tokenizer, weights), folders.evaluation, folders.text)}
    scores |= shipped_sizes(folders.out, folders.evaluation, folders.text, plan.dims)
    for name, content in (("training.json", record), ("evaluation.json", scores)):
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (folders.out / name).write_text(text + "\n", encoding="utf-8")
    write_card(folders.out, record, scores, TEMPLATE)
    return record


def describe(folders: JoinFolders, plan: JoinPlan, counts: dict[str, int]) -> dict[str, object]:
    """Returns the record of the run: its plan, its counts, the leak check, and the record of the first model."""
    first = json.loads((folders.first / "training.json").read_text(encoding="utf-8"))
    return {
        **counts,
        "seed": plan.vectors.seed,
        "share": plan.share,
        "dims": list(plan.dims),
        "term_dims": plan.vectors.dim,
        "reach": plan.vectors.window.reach,
        "contexts": plan.vectors.window.contexts,
        "sample": plan.vectors.window.sample,
        "shift": plan.vectors.shift,
        "sif": plan.vectors.sif,
        "tails": plan.pieces.tails,
        "fewest_nynorsk": plan.pieces.fewest_nynorsk,
        "sources": {source.name: source.licence for source in RUNNING_TEXT + PAIRED_TEXT},
        "units": first["units"],
        "leak_check": json.loads((folders.work / LEAKS).read_text(encoding="utf-8")),
        "first_steps": first["steps"],
        "first_minutes": first["training_minutes"],
        "first": first,
    }
