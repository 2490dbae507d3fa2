"""What a command says, and how: to a person in Norwegian, or with ``--json`` one JSON document on standard output.

Exit status: 0 all well; 1 something could not be taken in or done (the rest was); 2 nothing could be done; 130 stopped
with Ctrl-C.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

OK, SOME_FAILED, NOTHING_DONE, STOPPED = 0, 1, 2, 130
STATUSES = (
    "Avslutter med 0 når alt gikk bra, 1 når noe ikke ble tatt inn eller gjort (resten ble det), 2 når ingenting "
    "kunne gjøres, og 130 når den ble stoppet med Ctrl-C («watch», som stoppes slik, med 0)."
)


class Console:
    """Where a command's words go. Problems are told on standard error in either case."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def say(self, text: str) -> None:
        """Something for a person to read."""
        if not self.as_json:
            print(text)

    def complain(self, text: str) -> None:
        """A problem, on standard error."""
        print(text, file=sys.stderr)

    def result(self, data: Mapping[str, Any]) -> None:
        """The command's result for a program; nothing without ``--json``."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False, indent=2), flush=True)

    def line(self, data: Mapping[str, Any]) -> None:
        """One of several results of a command that goes on: a JSON document on a line of its own."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False), flush=True)


Command = Callable[[argparse.Namespace, Console], int]


def command(subparsers: "Subparsers", name: str, run: Command, help_text: str) -> argparse.ArgumentParser:
    """Add a command with what all of them have: ``--json``, and the statuses it exits with in its help."""
    # Not capitalize(), which makes «Ctrl-C» small.
    description = f"{help_text[:1].upper()}{help_text[1:]}."
    parser = subparsers.add_parser(name, help=help_text, description=description, epilog=STATUSES)
    parser.add_argument("--json", action="store_true", help="skriv resultatet som ett JSON-dokument")
    parser.set_defaults(run=run)
    return parser
