"""What every command of ``eval`` ends with: the report on the screen, or why nothing could be measured."""

import sys
from collections.abc import Callable
from pathlib import Path

from kunnskapsbase.errors import KunnskapsbaseError


def show(run: Callable[[], Path]) -> int:
    """Run a measurement that writes a report (its JSON file) and print it as people read it.

    Returns the exit status: 0 done; 2 nothing could be measured, and why stands on standard error.
    """
    try:
        file = run()
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return 2
    print(file.with_suffix(".md").read_text(encoding="utf-8"))
    return 0
