"""Answers to «did this help?» as judgements for the tools that measure retrieval: topics and grades in TREC form.

A question that was answered by many is graded by most of them: 1 it helped, 0 it did not. Such grades are few, come
from those who chose to answer, and say nothing of what was never shown; they are read beside the labelled questions,
and no weight or bar is chosen on them.
"""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.feedback import as_qrels
from kunnskapsbase.records import Feedbacks
from kunnskapsbase.settings import Settings

NAME = "tilbakemeldinger"


def write_judgements(folder: Path, address: str) -> int:
    """Write ``tilbakemeldinger.topics.tsv`` and ``.qrels`` of the store at an address; the number of questions.

    Raises:
        InputError: nobody has answered yet.
    """
    with closing(Feedbacks(address)) as feedback:
        qrels = as_qrels(feedback.each())
    if not qrels:
        raise InputError("Ingen har svart på om en løsning hjalp ennå. Det er ingenting å måle med.")
    topics, grades = [], []
    for number, (question, solutions) in enumerate(qrels.items(), start=1):
        topics.append(f"t{number}\t{' '.join(question.split())}\n")
        grades += [f"t{number} 0 {solution} {grade}\n" for solution, grade in solutions.items()]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.topics.tsv").write_text("".join(topics), encoding="utf-8")
    (folder / f"{NAME}.qrels").write_text("".join(grades), encoding="utf-8")
    return len(qrels)


def main(argv: list[str] | None = None) -> int:
    """Run the command. Exit status: 0 written; 2 there was nothing to write."""
    parser = argparse.ArgumentParser(prog="python -m eval.feedback", description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="folder for the two files")
    arguments = parser.parse_args(argv)
    try:
        count = write_judgements(arguments.folder, Settings().database)
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count} spørsmål skrevet til {arguments.folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
