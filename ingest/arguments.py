"""The command line's own words in Norwegian: ``argparse`` has its headings and its errors in English alone."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

_HEADINGS = {"positional arguments": "argumenter", "options": "valg"}
# What argparse says, and what is said instead; a subject is an option or the name of an argument.
_ERRORS = (
    (r"the following arguments are required: (.+)", r"Dette mangler: \1."),
    (r"unrecognized arguments: (.+)", r"Dette er ikke noe kommandoen kjenner: \1."),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1 mangler en verdi."),
    (
        r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)",
        r"«\2» kan ikke brukes som \1. Velg blant disse: \3.",
    ),
    (r"argument (.+?): invalid \S+ value: '(.*)'", r"«\2» kan ikke brukes som \1."),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 kan ikke brukes sammen med \2."),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 kan være flere valg: \2. Skriv det helt ut."),
)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "bruk: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """An ``ArgumentParser`` whose help and errors are in Norwegian; its subcommands' parsers are so too."""

    def __init__(self, **told: Any) -> None:  # noqa: ANN401 — what the base class takes
        super().__init__(**{"formatter_class": _Help} | told, add_help=False)
        self.add_argument("-h", "--help", action="help", help="vis denne hjelpen")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is used, and exit with 2."""
        self.exit(2, f"{self.format_usage()}{in_norwegian(message)}\n")


def in_norwegian(message: str) -> str:
    """What argparse says in English, in Norwegian; as it is where it is none of what it says of our commands."""
    for english, norwegian in _ERRORS:
        if match := re.fullmatch(english, message):
            return match.expand(norwegian)
    return message
