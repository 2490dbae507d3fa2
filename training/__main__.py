"""Command line: `python -m training static` and `joined` train the model, `lexicon` and `bridge` make word lists."""

import argparse
import logging
from pathlib import Path
from tempfile import gettempdir

import torch

from training.bridge import write_bridge
from training.contrastive import Plan
from training.cooccurrence import Window
from training.joined import JoinFolders, JoinPlan, join_models
from training.lexicon import write_lexicon
from training.static_model import Folders, train_static
from training.whole_words import PiecePlan
from training.word_vectors import VectorPlan

SEED = 20261120
WORK = Path(gettempdir()) / "norsk-statisk-1"
FIRST = WORK / "model"
WORK_JOINED = Path(gettempdir()) / "norsk-statisk-2"


def read_arguments(given: list[str] | None = None) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m training")
    commands = parser.add_subparsers(required=True)
    lexicon = commands.add_parser("lexicon", help="count the word list that compounds are split by")
    lexicon.add_argument("--data", type=Path, default=Path("../shared/data/tekst"), help="training text")
    lexicon.add_argument("--out", type=Path, default=Path("kunnskapsbase/words/leksikon.txt"))
    lexicon.add_argument("--size", type=int, default=80_000, help="how many words at most")
    lexicon.add_argument("--fewest", type=int, default=5, help="how often a word must stand")
    lexicon.set_defaults(run=make_lexicon)
    bridge = commands.add_parser("bridge", help="make the list of nynorsk words and what they are in bokmål")
    bridge.add_argument("--data", type=Path, default=Path("../shared/data/tekst"), help="training text")
    bridge.add_argument("--out", type=Path, default=Path("kunnskapsbase/words/nynorsk.txt"))
    bridge.set_defaults(run=make_bridge)
    static = commands.add_parser("static", help="train the static model")
    static.set_defaults(run=train)
    static.add_argument("--data", type=Path, default=Path("../shared/data/tekst"), help="training text")
    static.add_argument("--evaluation", type=Path, help="retrieval sets to keep out of training")
    static.add_argument("--out", type=Path, default=FIRST)
    static.add_argument("--work", type=Path, default=WORK, help="scratch; a stopped run goes on from it")
    static.add_argument("--minutes", type=float, default=25, help="time to train for")
    static.add_argument("--steps", type=int, help="steps to train for, instead of a time")
    static.add_argument("--seed", type=int, default=SEED)
    static.add_argument("--threads", type=int, default=2)
    static.add_argument("--vocabulary", type=int, default=48_000)
    static.add_argument("--batch-size", type=int, default=2048)
    static.add_argument("--learning-rate", type=float, default=0.08)
    static.add_argument("--dims", type=int, nargs="+", default=[512, 256, 128], help="the full size first")
    add_joined(commands.add_parser("joined", help="join the static model and term vectors"))
    return parser.parse_args(given)


def add_joined(joined: argparse.ArgumentParser) -> None:
    """Adds what the second model can be told."""
    joined.set_defaults(run=join)
    joined.add_argument("--data", type=Path, default=Path("../shared/data/tekst"), help="training text")
    joined.add_argument("--evaluation", type=Path, help="retrieval sets to keep out of training")
    joined.add_argument("--first", type=Path, default=FIRST, help="the model that `static` trained")
    joined.add_argument("--out", type=Path, default=Path("kunnskapsbase/models/norsk-statisk-2"))
    joined.add_argument("--work", type=Path, default=WORK_JOINED, help="scratch; a stopped run goes on from it")
    joined.add_argument("--seed", type=int, default=SEED)
    joined.add_argument("--threads", type=int, default=2)
    joined.add_argument("--pieces", type=int, default=80_000, help="pieces of the tokeniser")
    joined.add_argument("--tails", type=int, default=6_000, help="words that may end a compound")
    joined.add_argument("--fewest-nynorsk", type=int, default=5, help="how often a nynorsk word must stand")
    joined.add_argument("--share", type=float, default=0.4, help="weight of the term vectors, 0 to 1")
    joined.add_argument("--dims", type=int, nargs="+", default=[512, 256, 128], help="the full size first")
    joined.add_argument("--term-dim", type=int, default=512, help="size of the term vectors before the turn")
    joined.add_argument("--reach", type=int, default=8, help="how many terms away a neighbour may be")
    joined.add_argument("--contexts", type=int, default=30_000, help="terms that count as neighbours")
    joined.add_argument("--sample", type=float, default=1e-4, help="share above which a term is thinned out")
    joined.add_argument("--shift", type=float, default=3, help="times chance a pair must be to count")
    joined.add_argument("--sif", type=float, default=3e-4, help="share at which a term weighs half")


def make_lexicon(arguments: argparse.Namespace) -> None:
    """Counts and writes the word list."""
    count = write_lexicon(arguments.data, arguments.out, arguments.size, arguments.fewest)
    logging.info("%d words in %s", count, arguments.out)


def make_bridge(arguments: argparse.Namespace) -> None:
    """Makes and writes the list of nynorsk words."""
    counts = write_bridge(arguments.data, arguments.out)
    logging.info("%s in %s", ", ".join(f"{count} by {kind}" for kind, count in counts.items()), arguments.out)


def train(arguments: argparse.Namespace) -> None:
    """Trains the model as the command line says."""
    torch.set_num_threads(arguments.threads)
    folders = Folders(
        text=arguments.data,
        evaluation=arguments.evaluation or arguments.data.parent / "gjenfinning",
        work=arguments.work,
        out=arguments.out,
    )
    plan = Plan(
        dims=tuple(arguments.dims),
        batch_size=arguments.batch_size,
        learning_rate=arguments.learning_rate,
        minutes=arguments.minutes,
        steps=arguments.steps,
        seed=arguments.seed,
    )
    train_static(folders, plan, arguments.vocabulary)


def join(arguments: argparse.Namespace) -> None:
    """Joins the two halves as the command line says."""
    torch.set_num_threads(arguments.threads)
    folders = JoinFolders(
        text=arguments.data,
        evaluation=arguments.evaluation or arguments.data.parent / "gjenfinning",
        first=arguments.first,
        work=arguments.work,
        out=arguments.out,
    )
    window = Window(arguments.reach, arguments.contexts, arguments.sample)
    plan = JoinPlan(
        vectors=VectorPlan(arguments.term_dim, window, arguments.shift, arguments.sif, arguments.seed),
        pieces=PiecePlan(arguments.pieces, arguments.tails, arguments.fewest_nynorsk),
        share=arguments.share,
        dims=tuple(arguments.dims),
    )
    join_models(folders, plan)


def main() -> None:
    """Runs the command that was asked for."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments = read_arguments()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
