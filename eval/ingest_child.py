"""``python -m eval.ingest_child RESULT ARGUMENT…``: the ``ingest`` command with clocks on it. Started by a benchmark.

It is the product's own command line in a process of its own; what the clocks saw is written to ``RESULT`` as JSON.
"""

import json
import sys
import time
from pathlib import Path

from eval.ingest_stages import Clocks
from ingest.__main__ import main as ingest

if sys.platform != "win32":
    import resource


def main(result: Path, arguments: list[str]) -> int:
    """Run the command, and write down where its time went."""
    clocks = Clocks()
    with clocks.hung():
        status = ingest(arguments)
    seen = {
        "ended": time.monotonic(),
        "seconds": clocks.seconds,
        "calls": clocks.calls,
        "taken": clocks.taken,
        "max_rss": _max_rss(),
    }
    result.write_text(json.dumps(seen), encoding="utf-8")
    return status


def _max_rss() -> int | None:
    """The most memory this process has had, in bytes, as the system counts it."""
    if sys.platform == "win32":
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
