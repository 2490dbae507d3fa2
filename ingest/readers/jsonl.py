"""Experiences as JSON, one on each line: in the form they were collected in, or in the corpus's own.

A line that cannot be read is told of by its number, and the rest goes on.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ingest.blocks import Extract, RawExperience, Remark, SourceType, row_spot
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.encoding import read_bytes
from kunnskapsbase.document import Spot

# An experience has these; a webinar or a finding from a report, which also come as lines, does not.
_TELLING = ("tittel", "utfordring", "losning")
_MAX_DEPTH = 20
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read(file: Path, limits: Limits) -> Extract:
    """The experiences in ``file``, not yet validated, each with the number of its line as its row.

    Raises:
        UnreadableError: it is empty, too large or has too many lines, or no line is an experience.
    """
    rows = read_bytes(file, limits).removeprefix(b"\xef\xbb\xbf").splitlines()
    filled = sum(1 for row in rows if row.strip())
    if filled > limits.rows:
        raise UnreadableError(
            Reason.TOO_MANY_ROWS, f"Filen har {filled} linjer; grensen er {limits.rows}. Del den i flere filer."
        )
    extract = Extract(SourceType.JSONL, "json")
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if row.strip():
            record, wrong = _record(row)
            own_id = str(record.get("id") or "")
            if own_id in seen:
                wrong = f"id «{own_id}» står også på linje {seen[own_id]}. Gi den ene en annen id, eller slett den."
            if wrong:
                message = f"Linje {number} er ikke tatt med: {wrong}"
                extract.remarks.append(Remark("ugyldig_linje", message, Spot(row=number)))
            else:
                if own_id:
                    seen[own_id] = number
                extract.experiences.append(RawExperience(row_spot(number), corpus_fields(record)))
    extract.counts["rows"] = filled
    if not extract.experiences:
        first = extract.remarks[0].message if extract.remarks else ""
        raise UnreadableError(
            Reason.INVALID, f"Ingen av linjene er en erfaring. Skriv én erfaring som JSON på hver linje. {first}"
        )
    return extract


def corpus_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a corpus experience out of a record as it was collected, whose check is a verification level."""
    fields = {key: value for key, value in record.items() if key != "kontroll" and value is not None}
    check = record.get("kontroll")
    if isinstance(check, dict):
        found = check.get("funnet")
        fields["verifisering"] = {
            "nivaa": "kontrollert" if found else "lest",
            "dato": check.get("dato"),
            "kilde_funnet": found,
            "rettet": check.get("rettet") or [],
        }
    return fields


def _record(row: bytes) -> tuple[dict[str, Any], str | None]:
    """The record on a line, or what is wrong with the line."""
    try:
        record = _DECODER.decode(row.decode("utf-8"))
    except UnicodeDecodeError as error:
        return {}, f"byte nummer {error.start + 1} er ikke UTF-8. Lagre filen med koding UTF-8."
    except json.JSONDecodeError as error:
        return {}, f"den er ikke gyldig JSON ved tegn {error.pos + 1}. Sjekk anførselstegn, komma og klammer der."
    except (ValueError, RecursionError):
        return {}, "den har et tall eller en oppbygning som ingen erfaring har. Sammenlign med en annen linje."
    wrong = _unlike_experience(record, row)
    return (record, None) if wrong is None else ({}, wrong)


def _unlike_experience(record: Any, row: bytes) -> str | None:  # noqa: ANN401 — any JSON value
    if not isinstance(record, dict):
        return "den er ikke en post med felter ({…}). Skriv hver erfaring som en slik post, på én linje."
    lacks = [name for name in _TELLING if name not in record]
    if lacks:
        return f"den er ikke en erfaring: den mangler {' og '.join(lacks)}. Legg feltene til, eller slett linjen."
    # Half a surrogate pair can only come of an escape, and depth of brackets: nearly no line need be gone through.
    doubtful = _SURROGATE_ESCAPE.search(row) or row.count(b"{") + row.count(b"[") > _MAX_DEPTH
    if doubtful and not _sound(record):
        return "den har tegn som ikke kan lagres, eller for mange nivåer i hverandre. Rett den i en tekstredigerer."
    return None


def _no_number(name: str) -> float:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def _sound(value: Any, depth: int = 0) -> bool:  # noqa: ANN401 — any JSON value
    """Whether every text can be written as UTF-8, and nothing lies deeper than an experience goes."""
    if depth > _MAX_DEPTH:
        return False
    if isinstance(value, dict):
        return all(_sound(key, depth + 1) and _sound(item, depth + 1) for key, item in value.items())
    if isinstance(value, list):
        return all(_sound(item, depth + 1) for item in value)
    return not (isinstance(value, str) and _LONE_SURROGATE.search(value))
