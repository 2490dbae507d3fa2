"""``python -m ingest``: take in files, show and take down what was taken in, rebuild the index, convert the seed data.

Exit status: 0 all well; 1 something could not be taken in or done (the rest was); 2 nothing could be done; 130 stopped
with Ctrl-C.
"""

import argparse
import errno
import os
import pkgutil
import sys
from importlib import import_module

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")

from pydantic import ValidationError

from ingest import commands
from ingest.arguments import Parser
from ingest.console import NOTHING_DONE, STATUSES, STOPPED, Console
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import Settings, explain

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m ingest",
        description="Tar inn erfaringer, webinarer, nettverk, ordninger og dokumenter, og bygger søkeindeksen.",
        epilog=STATUSES,
    )
    subparsers = parser.add_subparsers(required=True, metavar="kommando")
    for module in pkgutil.iter_modules(commands.__path__):
        import_module(f"{commands.__name__}.{module.name}").register(subparsers)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    arguments = _parser().parse_args(argv)
    console = Console(as_json=arguments.json)
    try:
        status: int = arguments.run(arguments, console)
        sys.stdout.flush()
    except KunnskapsbaseError as error:
        return _cannot(console, str(error))
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        return _cannot(console, explain(error))
    except BrokenPipeError:
        # Whoever reads what is said has seen enough, as «head» and «less» have; the rest goes nowhere, also at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STOPPED
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        return _cannot(
            console,
            f"Det er ikke plass til å skrive mer ({error.strerror}). Det som alt er tatt inn, står, og den gamle "
            "søkeindeksen er i bruk. Frigjør plass, og kjør kommandoen på nytt.",
        )
    except KeyboardInterrupt:
        console.complain("Stoppet. Det som alt er tatt inn, står; kjør kommandoen på nytt for å fortsette.")
        return STOPPED
    return status


def _cannot(console: Console, message: str) -> int:
    console.complain(message)
    console.result({"feil": message})
    return NOTHING_DONE


if __name__ == "__main__":
    sys.exit(main())
