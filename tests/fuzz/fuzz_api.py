"""Look for new bad requests: ``python -m tests.fuzz.fuzz_api [examples]``, with another seed each time."""

import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.attacking import attack, target


def main() -> int:
    """Ask, and print what was found. 1: something was."""
    examples, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(time.time())
    with tempfile.TemporaryDirectory() as place, target(Path(place)) as (address, key):
        run = attack(address, key, Path(place), examples, seed)
    print(run.stdout)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
