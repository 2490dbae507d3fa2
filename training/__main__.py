"""Command line: `python -m training static` trains the model, `python -m training lexicon` counts the word list."""

import argparse
import logging
from pathlib import Path
from tempfile import gettempdir

import torch

from training.contrastive import Plan
from training.lexicon import write_lexicon
from training.static_model import Folders, train_static

SEED = 20261120
WORK = Path(gettempdir()) / "norsk-statisk-1"


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
    static = commands.add_parser("static", help="train the static model")
    static.set_defaults(run=train)
    static.add_argument("--data", type=Path, default=Path("../shared/data/tekst"), help="training text")
    static.add_argument("--evaluation", type=Path, help="retrieval sets to keep out of training")
    static.add_argument("--out", type=Path, default=Path("kunnskapsbase/models/norsk-statisk-1"))
    static.add_argument("--work", type=Path, default=WORK, help="scratch; a stopped run goes on from it")
    static.add_argument("--minutes", type=float, default=25, help="time to train for")
    static.add_argument("--steps", type=int, help="steps to train for, instead of a time")
    static.add_argument("--seed", type=int, default=SEED)
    static.add_argument("--threads", type=int, default=2)
    static.add_argument("--vocabulary", type=int, default=48_000)
    static.add_argument("--batch-size", type=int, default=2048)
    static.add_argument("--learning-rate", type=float, default=0.08)
    static.add_argument("--dims", type=int, nargs="+", default=[512, 256, 128], help="the full size first")
    return parser.parse_args(given)


def make_lexicon(arguments: argparse.Namespace) -> None:
    """Counts and writes the word list."""
    count = write_lexicon(arguments.data, arguments.out, arguments.size, arguments.fewest)
    logging.info("%d words in %s", count, arguments.out)


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


def main() -> None:
    """Runs the command that was asked for."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments = read_arguments()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
