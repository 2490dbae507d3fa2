"""The benchmark of the way in on small numbers: that it sees what it says it sees. Never its times."""

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from eval import ingest_formats, ingest_growth, ingest_mixed, ingest_speed
from eval.ingest_formats import FORMATS, Speed
from eval.ingest_growth import Run
from eval.ingest_memory import Sample, Watched, watch
from eval.ingest_stages import INDEXING, READING, REST, STAGES, Clocks, by_stage
from eval.ingest_texts import Writer
from ingest.limits import Limits
from ingest.pipeline import add
from ingest.readers.registry import read_file
from kunnskapsbase.settings import Settings

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def writer() -> Writer:
    return Writer()


def test_documents_are_the_same_in_every_run_and_none_is_like_another(writer: Writer) -> None:
    assert writer.text(7) == Writer().text(7)
    paragraphs = [paragraph for number in range(50) for paragraph in writer.text(number).paragraphs]
    assert len(set(paragraphs)) == len(paragraphs)


@pytest.mark.parametrize("chosen", FORMATS, ids=lambda chosen: chosen.ending)
def test_the_bare_library_and_our_reader_find_what_was_written(
    chosen: ingest_formats.Format, writer: Writer, tmp_path: Path
) -> None:
    text = writer.text(1, 3)
    file = tmp_path / f"fil{chosen.ending}"
    chosen.make(file, text)
    extract = read_file(file, Limits())
    assert extract.counts[chosen.unit] > 0
    found = [[block.text for block in extract.blocks] or [str(row.fields) for row in extract.experiences]]
    found += [list(chosen.bare(file))] if chosen.bare else []
    # A sentence may be spread over cues, cells or lines; its first words stand somewhere in all of them.
    for texts in found:
        words = set(re.findall(r"\w+", " ".join(texts)))
        for section in text.sections:
            assert set(re.findall(r"\w+", section.paragraphs[0].split(".")[0])[:3]) <= words


def test_a_short_run_of_the_formats_writes_a_report(tmp_path: Path) -> None:
    assert ingest_speed.main(["--quick", "--parts", "formats", "--results", str(tmp_path)]) == 0
    report = json.loads((tmp_path / "inntak-formats-quick.json").read_text(encoding="utf-8"))
    found = report["results"]["formats"]
    assert list(found["formats"]) == [each.name for each in FORMATS]
    for row in found["formats"].values():
        assert row["units_per_s"] > 0
        assert len(row["own_ms_by_turn"]) == 2
        if row["peer"]:
            assert report["results"]["versions"][row["peer"]]
            low, high = row["ratio_by_turn"]
            assert 0 < low <= row["ratio"] * 1.01
            assert row["ratio"] * 0.99 <= high
            assert 0.9 < row["letters"] / row["bare_letters"] < 1.3
    by_others = {name: set(row["others"]) for name, row in found["formats"].items()}
    assert by_others["PDF, enkel"] >= {"pypdf", "pdfminer.six", "PyPDFToDocument", "PDFMinerToDocument"}
    assert by_others["CSV"] == {"csv med kolonnenavn", "CSVToDocument"}
    assert by_others["HTML"] == {"trafilatura med metadata", "HTMLToDocument"}
    for row in found["formats"].values():
        for other in row["others"].values():
            assert other["ratio"] == pytest.approx(row["own_ms"] / other["ms"], rel=0.1)
            assert other["letters"] > 0
            assert report["results"]["versions"][other["library"]]
    together = found["together"]
    compared = [name for name, row in found["formats"].items() if row["peer"]]
    assert together["bare"]["formats"] == together["bare_with_pypdf"]["formats"] == compared
    assert together["bare"]["theirs_ms"] < together["bare_with_pypdf"]["theirs_ms"]
    judged = found["target"]
    assert sorted(judged["within"] + judged["above"]) == sorted(each.name for each in FORMATS if each.bare)
    page = (tmp_path / "inntak-formats-quick.md").read_text(encoding="utf-8")
    assert "Fart etter format" in page
    assert "markdown-it-py" in page
    assert "PyPDFToDocument" in page


def test_a_ratio_is_of_medians_and_is_held_against_the_target() -> None:
    slow = Speed(FORMATS[0], 10, 100, 100, [1.0, 1.0, 9.0], [2.0, 2.0, 2.0], [4.0, 5.0, 6.0])
    quick = Speed(FORMATS[1], 10, 100, 100, [2.0], [3.0], [4.0])
    without_peer = Speed(FORMATS[7], 10, 100, 0, [], [3.0], [4.0])
    results = ingest_formats.judge([slow, quick, without_peer])
    row = results["formats"][FORMATS[0].name]
    assert (row["bare_ms"], row["own_ms"], row["ratio"], row["units_per_s"]) == (1000, 2000, 2.0, 2.0)
    assert row["ratio_by_turn"] == [0.22, 2.0]
    assert results["target"]["above"] == [FORMATS[0].name]
    assert results["target"]["within"] == [FORMATS[1].name]
    assert "ratio" not in results["formats"][FORMATS[7].name]


def test_all_files_together_are_summed_over_the_formats_that_both_sides_read() -> None:
    def row(own_ms: float, bare_ms: float | None = None, **others: tuple[str, float]) -> dict[str, Any]:
        named = {name: {"library": library, "ms": ms} for name, (library, ms) in others.items()}
        return {"own_ms": own_ms, "others": named} | ({} if bare_ms is None else {"bare_ms": bare_ms})

    formats = {
        "PDF": row(20, 10, pypdf=("pypdf", 90), PyPDFToDocument=("haystack-ai", 100), Other=("haystack-ai", 1)),
        "SRT": row(20, 10),
        "tekst": row(5, None, TextFileToDocument=("haystack-ai", 1)),
    }
    sides = ingest_formats.together(formats)
    assert (sides["bare"]["own_ms"], sides["bare"]["theirs_ms"], sides["bare"]["ratio"]) == (40, 20, 2.0)
    assert sides["bare_with_pypdf"]["ratio"] == 0.4
    assert (sides["haystack"]["formats"], sides["haystack"]["theirs_ms"]) == (["PDF", "tekst"], 101)
    assert set(ingest_formats.together({"SRT": row(20, 10)})) == {"bare", "bare_with_pypdf"}


def test_a_clock_counts_what_its_function_does_itself() -> None:
    clocks = Clocks()

    def inner() -> None:
        time.sleep(0.02)

    def outer() -> int:
        clocked()
        clocked()
        return 5

    clocked = clocks.on(inner, "inne")
    assert clocks.on(outer, "ute")() == 5
    assert clocks.calls == {"ute": 1, "inne": 2}
    assert clocks.seconds["inne"] >= 0.04
    assert clocks.seconds["ute"] < clocks.seconds["inne"]


def test_a_clock_on_a_stream_counts_the_steps_and_not_what_is_done_between_them() -> None:
    clocks = Clocks()

    def stream() -> Any:  # noqa: ANN401 — a generator, as the product has them
        yield 1
        time.sleep(0.02)
        yield 2

    for _ in clocks.on(stream, "strøm")():
        time.sleep(0.05)
    assert 0.02 <= clocks.seconds["strøm"] < 0.1
    assert clocks.calls["strøm"] == 1


def test_every_second_is_in_one_stage() -> None:
    stages = by_stage({READING: 3.0, INDEXING: 1.0}, 5.0)
    assert list(stages) == list(STAGES)
    assert stages[REST] == 1.0
    assert sum(stages.values()) == 5.0


@pytest.mark.usefixtures("small_base")
def test_the_clocks_see_every_stage_of_a_mixed_set_and_are_taken_down(writer: Writer, tmp_path: Path) -> None:
    files = ingest_mixed.make_files(FORMATS, writer, tmp_path / "inn", copies=1, share=0.01)
    clocks, before = Clocks(), add.__globals__["document_pipeline"]
    settings = Settings(data=tmp_path / "data")
    with clocks.hung():
        outcome = add(tmp_path / "inn", settings)
    assert outcome.summary.taken_in == files == len(clocks.taken)
    assert not outcome.summary.incomplete
    assert set(clocks.seconds) == set(STAGES) - {REST}
    assert all(seconds > 0 for seconds in clocks.seconds.values())
    seen = dict(clocks.calls)
    assert add(tmp_path / "inn", settings).summary.unchanged == files
    assert clocks.calls == seen
    assert add.__globals__["document_pipeline"] is before


@pytest.mark.usefixtures("small_base")
def test_a_short_run_of_growth_takes_in_documents_by_the_command(tmp_path: Path) -> None:
    assert ingest_speed.main(["--quick", "--parts", "growth", "--results", str(tmp_path)]) == 0
    report = json.loads((tmp_path / "inntak-growth-quick.json").read_text(encoding="utf-8"))
    (size,) = report["results"]["growth"]["sizes"]
    assert size["documents"] == 2
    assert size["disk_mb"] > 0
    first, again = size["runs"]["first"], size["runs"]["again"]
    assert len(first["by_tenth"]) == 1
    assert first["stages"][READING] > 0 == again["stages"][READING]
    assert sum(first["stages"].values()) == pytest.approx(first["seconds"], abs=0.1)
    if Path("/proc").is_dir():
        memory = first["memory"]
        assert 50 < memory["reader_process_mb"] < memory["main_process_mb"]
        assert memory["peak_anonymous_mb"] <= memory["peak_mb"]
        assert memory["peak_mb"] == max(memory["peak_while_reading_mb"], memory["peak_after_mb"])
    assert "Få og mange dokumenter" in (tmp_path / "inntak-growth-quick.md").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only Linux tells of other processes' memory")
def test_the_memory_of_a_process_is_counted_with_that_of_its_children(tmp_path: Path) -> None:
    hold = "import time; held = bytearray(60_000_000); time.sleep(0.4)"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    watched = watch([sys.executable, "-c", start], os.environ, tmp_path, tmp_path / "log")
    assert watched.status == 0
    assert watched.peak is not None
    assert watched.peak.processes == 2
    assert watched.peak.resident > watched.peak.anonymous > 60_000_000
    own, child = watched.own_peaks[watched.main], max(watched.own_peaks.values())
    assert own < 60_000_000 < child
    assert watched.seconds > 0.4


def test_a_command_that_fails_is_told_of_with_what_it_said(tmp_path: Path) -> None:
    watched = watch([sys.executable, "-c", "raise SystemExit('dette gikk galt')"], os.environ, tmp_path, tmp_path / "l")
    assert watched.status == 1
    assert "dette gikk galt" in watched.said


def _run(taken: list[float], samples: list[Sample], seconds: float = 10.0, **stages: float) -> Run:
    watched = Watched(seconds, samples=samples, own_peaks={1: 50 * MEGABYTE, 2: 20 * MEGABYTE}, main=1)
    return Run(watched, seconds, stages, taken, 60 * MEGABYTE)


def test_memory_is_told_apart_before_and_after_the_last_document() -> None:
    samples = [
        Sample(1.0, 30 * MEGABYTE, 10 * MEGABYTE, 2),
        Sample(4.0, 45 * MEGABYTE, 20 * MEGABYTE, 2),
        Sample(8.0, 40 * MEGABYTE, 30 * MEGABYTE, 1),
    ]
    memory = _run([2.0, 5.0], samples).plain()["memory"]
    assert memory == {
        "peak_mb": 45,
        "peak_anonymous_mb": 20,
        "peak_while_reading_mb": 45,
        "peak_after_mb": 40,
        "main_process_mb": 50,
        "reader_process_mb": 20,
        "ru_maxrss_mb": 60,
    }


def test_each_tenth_of_a_run_has_its_own_time_and_memory() -> None:
    taken = [float(number) for number in range(11)] + [10.0 + 2 * number for number in range(1, 11)]
    samples = [Sample(moment, round(moment) * MEGABYTE, 0, 1) for moment in taken]
    tenths = ingest_growth.by_tenth(_run(taken, samples))
    assert [tenth["ms"] for tenth in tenths] == [1000.0] * 5 + [2000.0] * 5
    assert [tenth["mb"] for tenth in tenths] == [2, 4, 6, 8, 10, 14, 18, 22, 26, 30]


def _size(documents: int, seconds: float, reading: float, peak: float) -> dict[str, Any]:
    stages = by_stage({READING: reading}, seconds)
    return {
        "documents": documents,
        "runs": {
            "first": {"seconds": seconds, "stages": stages, "memory": {"peak_mb": peak - 50, "main_process_mb": peak}}
        },
    }


def test_growth_is_what_each_document_more_costs_and_leaves_the_start_out() -> None:
    sizes = [_size(100, 15.0, 1.0, 500.0), _size(1_000, 24.0, 1.9, 800.0), _size(10_000, 150.0, 19.9, 999.0)]
    results = ingest_growth.judge(sizes)
    assert [step["ms"] for step in results["growth"]] == [10.0, 14.0]
    assert [step["stages"][READING] for step in results["growth"]] == [1.0, 2.0]
    assert results["targets"]["growth"] == {"wanted": 1.2, "seen": 1.4, "met": False}
    assert results["targets"]["memory"] == {"wanted_mb": 1000.0, "seen_mb": 999.0, "met": True}


def test_one_size_tells_nothing_of_growth() -> None:
    results = ingest_growth.judge([_size(100, 15.0, 1.0, 1000.0)])
    assert results["growth"] == []
    assert set(results["targets"]) == {"memory"}
    assert not results["targets"]["memory"]["met"]
