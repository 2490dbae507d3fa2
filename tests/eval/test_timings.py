"""Percentiles and CPU time."""

import os
import subprocess
import sys

import pytest

from eval.timings import cpu_seconds, percentile, spread


def test_a_percentile_is_a_time_that_was_seen() -> None:
    times = [float(value) for value in range(100, 0, -1)]
    assert percentile(times, 0.5) == 50.0
    assert percentile(times, 0.95) == 95.0
    assert percentile(times, 0.99) == 99.0
    assert percentile([7.0], 0.5) == 7.0


def test_no_times_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no times"):
        percentile([], 0.5)


def test_a_spread_names_its_percentiles() -> None:
    assert spread([1.0, 2.0, 3.0]) == {"p50": 2.0, "p95": 3.0, "p99": 3.0}


def test_cpu_time_is_told_of_a_process_that_lives_and_of_no_other() -> None:
    assert (cpu_seconds(os.getpid()) or 0.0) > 0.0
    assert cpu_seconds(2**22 + 1) is None


def test_the_cpu_time_of_a_process_is_also_that_of_those_it_has_started() -> None:
    parent = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    child = "n = sum(range(20_000_000)); print('ferdig', flush=True); input()"
    command = [sys.executable, "-c", parent, child]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        alone = [sys.executable, "-c", "import subprocess; print('ferdig', flush=True); input()"]
        with subprocess.Popen(alone, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as idle:
            assert idle.stdout is not None
            idle.stdout.readline()
            assert (cpu_seconds(process.pid) or 0.0) > (cpu_seconds(idle.pid) or 0.0) + 0.1
            idle.communicate(b"\n")
        process.communicate(b"\n")
