"""``python -m ingest``: take in files, rebuild the index, convert the seed data.

Exit status: 0 all well; 1 something could not be taken in (the rest was); 2 nothing could be done.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")

from pydantic import ValidationError

from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import ROOT, Settings, explain


# Each command loads what it needs and no more: Haystack alone takes two seconds.
def _add(arguments: argparse.Namespace) -> int:
    from ingest.pipeline import add  # noqa: PLC0415

    outcome = add(arguments.place, Settings(), dry_run=arguments.dry_run)
    summary = outcome.summary
    for failure in summary.failures:
        for line, message in failure.problems:
            place = failure.path if line is None else f"{failure.path}, linje {line}"
            print(f"{place}: {message}", file=sys.stderr)
    for path in summary.gone:
        print(f"Fjernet: {path} (filen er borte)")
    verb = "Ville tatt inn" if arguments.dry_run else "Tatt inn"
    print(f"{verb}: {summary.taken_in}. Uendret: {summary.unchanged}. Avvist: {len(summary.failures)}.")
    if outcome.indexed is not None:
        print(f"Søkeindeksen er bygd på nytt med {outcome.indexed} tekster.")
    return 1 if summary.failures else 0


def _reindex(_: argparse.Namespace) -> int:
    from ingest.pipeline import reindex  # noqa: PLC0415

    print(f"Søkeindeksen er bygd på nytt med {reindex(Settings())} tekster.")
    return 0


def _convert(arguments: argparse.Namespace) -> int:
    from ingest.convert import convert  # noqa: PLC0415

    print(convert(arguments.source, arguments.to))
    return 0


def _schema(arguments: argparse.Namespace) -> int:
    from ingest.schema import write_schemas  # noqa: PLC0415

    write_schemas(arguments.to)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Tar inn erfaringer og bygger søkeindeksen.")
    commands = parser.add_subparsers(required=True, metavar="kommando")
    add = commands.add_parser("add", help="ta inn en mappe eller en fil med erfaringer")
    add.add_argument("place", type=Path, metavar="sted")
    add.add_argument("--dry-run", action="store_true", help="les og sjekk, men skriv ingenting")
    add.set_defaults(run=_add)
    reindex = commands.add_parser("reindex", help="bygg søkeindeksen på nytt ved siden av den som er i bruk, og bytt")
    reindex.set_defaults(run=_reindex)
    convert = commands.add_parser("convert", help="lag corpus/ av grunndataene, uten å røre det folk har endret")
    convert.add_argument("--from", dest="source", type=Path, required=True, metavar="mappe")
    convert.add_argument("--to", type=Path, default=ROOT / "corpus", metavar="mappe")
    convert.set_defaults(run=_convert)
    schema = commands.add_parser("schema", help="skriv JSON-skjemaene til corpus/skjema")
    schema.add_argument("--to", type=Path, default=ROOT / "corpus" / "skjema", metavar="mappe")
    schema.set_defaults(run=_schema)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return 2
    except ValidationError as error:
        print(explain(error), file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
