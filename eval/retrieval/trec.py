"""Topics, grades and runs in the forms that TREC's tools read, so that another tool can judge the same thing.

A folder gets, for each set, ``<set>.topics.tsv`` (id, tab, question), ``<set>.qrels`` and ``<set>.<run>.run``; and, for
each collection, ``<collection>.jsonl`` with what is searched: a record a line (``id``, ``contents``), by the id it has
in the grades.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.metrics import Rankings
from eval.retrieval.tasks import Task
from eval.topics import Topic
from kunnskapsbase.errors import InputError


def file_name(run: str) -> str:
    """A run's name as a file's: what files and columns cannot hold is a hyphen."""
    return re.sub(r"[^\w.+-]+", "-", run)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _run_lines(topics: Sequence[Topic], rankings: Rankings, tag: str) -> list[str]:
    # The score is all that TREC's tools order by: one that falls from place to place.
    return [
        f"{topic.id} Q0 {record} {place} {1 / place:.6f} {tag}"
        for topic in topics
        for place, record in enumerate(rankings.get(topic.id, ()), start=1)
    ]


def _write(file: Path, lines: Sequence[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _documents(task: Task) -> list[str]:
    contents: dict[str, list[str]] = {}
    for text in task.texts:
        contents.setdefault(text.record_id, []).append(text.text)
    return [
        json.dumps({"id": record, "contents": "\n".join(found)}, ensure_ascii=False)
        for record, found in contents.items()
    ]


def export(folder: Path, tasks: Sequence[Task], runs: Mapping[str, Mapping[str, Rankings]]) -> None:
    """Write collections, topics, grades and runs. ``runs`` is set → run → rankings."""
    folder.mkdir(parents=True, exist_ok=True)
    for task in tasks:
        _write(folder / f"{task.name}.jsonl", _documents(task))
        for name, topics in task.sets.items():
            _write(folder / f"{name}.topics.tsv", [f"{topic.id}\t{_one_line(topic.question)}" for topic in topics])
            grades = [f"{topic.id} 0 {record} {grade}" for topic in topics for record, grade in topic.relevant.items()]
            _write(folder / f"{name}.qrels", grades)
            for run, rankings in runs.get(name, {}).items():
                _write(folder / f"{name}.{file_name(run)}.run", _run_lines(topics, rankings, file_name(run)))


def read_run(file: Path) -> Rankings:
    """A run that another tool wrote. It is ordered by score, as TREC's tools do; equal scores stay as they stand.

    Raises:
        InputError: the file is missing, or a line in it is not of a run.
    """
    scored: dict[str, list[tuple[float, str]]] = {}
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                topic, _, record, _, score, _ = line.split()
                scored.setdefault(topic, []).append((float(score), record))
    except FileNotFoundError:
        raise InputError(f"Fant ikke kjøringen {file}.") from None
    except (ValueError, UnicodeDecodeError) as wrong:
        raise InputError(
            f"{file.name} er ikke en kjøring i TREC-form. Hver linje skal ha seks ord: spørsmål, Q0, erfaring, plass, "
            "poeng og kjøringens navn."
        ) from wrong
    return {
        topic: list(dict.fromkeys(record for _, record in sorted(found, key=lambda pair: -pair[0])))
        for topic, found in scored.items()
    }


def read_runs(files: Sequence[Path], sets: Mapping[str, Sequence[Topic]]) -> dict[str, dict[str, Rankings]]:
    """Set → run → rankings, for the runs in files; a run is judged on every set that it has a topic of.

    Raises:
        InputError: a file cannot be read, or none of its topics is known.
    """
    found: dict[str, dict[str, Rankings]] = {}
    for file in files:
        rankings = read_run(file)
        known = [name for name, topics in sets.items() if any(topic.id in rankings for topic in topics)]
        if not known:
            raise InputError(f"{file.name} har ingen av spørsmålene i {', '.join(sets)}.")
        for name in known:
            found.setdefault(name, {})[f"run:{file.stem}"] = rankings
    return found
