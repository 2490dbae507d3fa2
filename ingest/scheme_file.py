"""One scheme, one Markdown file with everything in its front matter."""

from collections.abc import Iterator
from pathlib import Path

from ingest.front_matter import FrontMatter
from ingest.head_file import head_text, read_head
from ingest.validation import Fault
from kunnskapsbase.scheme import Scheme, SchemeStatus

_FIELDS = (
    "id",
    "navn",
    "alias",
    "formaal",
    "hvem_kan_soke",
    "soknadsfrist",
    "soknadsfrist_tekst",
    "lenke",
    "forvalter",
    "nivaa",
    "status",
    "kontrollert",
    "merknad",
    "kilder",
)


def scheme_text(scheme: Scheme) -> str:
    """The file that tells of ``scheme``: the same text for the same scheme, always."""
    return head_text(scheme.model_dump(mode="json", by_alias=True, exclude_none=True), _FIELDS)


def read_scheme(path: Path) -> Scheme:
    """The scheme in the file ``path``.

    Raises:
        FileRejectedError: with everything that is wrong with the file.
    """
    return read_head(path, Scheme, "En ordning", _faults)


def _faults(front: FrontMatter) -> Iterator[Fault]:
    if front.data.get("status") == SchemeStatus.ACTIVE.value and not front.data.get("kontrollert"):
        message = (
            "status er «aktiv», men det står ikke når det sist ble undersøkt. Skriv dagen i kontrollert "
            "(for eksempel 2026-11-20), eller sett status til «ukjent»."
        )
        yield Fault(("status",), message)
