"""Times put together: percentiles, answers a second, and the CPU time of a process."""

import math
import os
from collections.abc import Sequence
from pathlib import Path


def percentile(times: Sequence[float], share: float) -> float:
    """The time that ``share`` of the answers came within (nearest rank).

    Raises:
        ValueError: there are no times.
    """
    if not times:
        raise ValueError("no times to take a percentile of")
    ordered = sorted(times)
    return ordered[max(1, math.ceil(share * len(ordered))) - 1]


def spread(times: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99, in the unit of the times."""
    return {f"p{share}": round(percentile(times, share / 100), 3) for share in (50, 95, 99)}


def cpu_seconds(process: int) -> float | None:
    """The CPU time a process and those it has started have used; ``None`` where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    except OSError:
        return None
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_seconds(int(child)) or 0.0 for child in children)
