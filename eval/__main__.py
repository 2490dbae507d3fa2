"""``python -m eval run``: the retrieval run (``python -m eval.retrieval``) by a name that is easy to remember.

What comes after ``run`` is given on: ``python -m eval run --model intfloat/multilingual-e5-base``. The other
measurements are modules of their own, listed in docs/maalinger.md.
"""

import argparse
import sys

from eval.retrieval.__main__ import main as run_retrieval


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=["run"], help="measure the retrieval")
    parser.add_argument("given", nargs=argparse.REMAINDER, help="what python -m eval.retrieval takes")
    return run_retrieval(parser.parse_args(argv).given)


if __name__ == "__main__":
    sys.exit(main())
