"""A data folder of a few kilobytes, laid out like the project's own: for tests that count or train on it.

Every sentence is made up here, each in bokmål and in nynorsk, of bakers, gardeners and what they fetch.
"""

import json
import lzma
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path

from training.evaluate import SETS
from training.sources import BIBLE, GIELLA_TITLES, LAW_HEADINGS, LETTERS, RUNNING_TEXT

WHO = (("Bakeren", "Bakaren"), ("Læreren", "Læraren"), ("Fiskeren", "Fiskaren"), ("Gartneren", "Gartnaren"))
DOES = (
    ("henter ikke", "hentar ikkje"),
    ("deler bare", "deler berre"),
    ("kjøper hver dag", "kjøper kvar dag"),
    ("viser fram noe av", "viser fram noko av"),
)
WHAT = (("melet", "mjølet"), ("såpen", "såpa"), ("eplene", "epla"), ("bøkene", "bøkene"), ("garnet", "garnet"))
WHERE = (("fra kjelleren", "frå kjellaren"), ("på låven", "på låven"), ("ved brua", "ved brua"))

SENTENCES = tuple(
    (" ".join(word[0] for word in words) + ".", " ".join(word[1] for word in words) + ".")
    for words in product(WHO, DOES, WHAT, WHERE)
)
"""The same sentence in bokmål and nynorsk, 240 times."""

ASKED = (
    (
        "Når åpner smia?",
        "Smeden åpner smia klokka ni og er ikke der etter at sola har gått ned bak åsen.",
    ),
    (
        "Kven vaktar geitene?",
        "Eit syskenpar vaktar geitene i fjellet og kjem ikkje heim før snøen legg seg i lia om hausten.",
    ),
)
"""What the retrieval sets ask and what answers it; the first in bokmål, the second in nynorsk."""


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines to an xz file, in folders made for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def write_running_text(folder: Path, lines: Mapping[str, Sequence[str]]) -> Path:
    """Write every file of running text, with the lines given under the name of its source, else empty."""
    assert lines.keys() <= {source.name for source in RUNNING_TEXT}
    for source in RUNNING_TEXT:
        write_lines(folder / source.path, lines.get(source.name, ()))
    return folder


def write_training_text(folder: Path) -> Path:
    """Write the whole text folder, running and paired; one bokmål document holds what a retrieval set holds."""
    bokmal, nynorsk = zip(*SENTENCES, strict=True)
    documents = {source.name: [" ".join(bokmal[:40]), " ".join(bokmal[40:80])] for source in RUNNING_TEXT}
    documents["giella_nno"] = [" ".join(nynorsk[:40]), " ".join(nynorsk[40:80])]
    documents["giella_nob"].append(f"{' '.join(bokmal[80:84])} {ASKED[0][1]}")
    write_running_text(folder, documents)
    for source in (LAW_HEADINGS, GIELLA_TITLES):
        titled = [{"query": f"§ {row}. Om {what[0]}", "doc": bokmal[row]} for row, what in enumerate(WHAT * 4, 1)]
        write_lines(folder / source.path, (json.dumps(record, ensure_ascii=False) for record in titled))
    for source in (LETTERS, BIBLE):
        write_lines(folder / source.path, ("\t".join(pair) for pair in SENTENCES))
    return folder


def write_retrieval_sets(folder: Path) -> Path:
    """Write the retrieval sets of the leak check and the evaluation."""
    for name in SETS:
        (folder / name).mkdir(parents=True)
        questions = [{"_id": f"q{number}", "text": question} for number, (question, _) in enumerate(ASKED)]
        passages = [{"_id": f"p{number}", "text": passage} for number, (_, passage) in enumerate(ASKED)]
        for file, records in (("queries.jsonl", questions), ("corpus.jsonl", passages)):
            lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
            (folder / name / file).write_text("".join(lines), encoding="utf-8")
        grades = "".join(f"q{number}\tp{number}\t1\n" for number in range(len(ASKED)))
        (folder / name / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + grades, encoding="utf-8")
    return folder
