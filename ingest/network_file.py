"""One network, one Markdown file with everything in its front matter."""

from collections.abc import Iterator
from pathlib import Path

from ingest.experience_file import wrong_number
from ingest.front_matter import FrontMatter, Value
from ingest.head_file import head_text, read_head
from ingest.validation import Fault
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import Network

_FIELDS = (
    "id",
    "navn",
    "alias",
    "type",
    "om",
    "nettsted",
    "aar_start",
    "aar_slutt",
    "alle_i_fylke",
    "fylker",
    "medlemmer",
    "sikkerhet",
    "merknad",
    "kilder",
)


def network_text(network: Network) -> str:
    """The file that tells of ``network``: the same text for the same network, always."""
    return head_text(network.model_dump(mode="json", by_alias=True, exclude_none=True), _FIELDS)


def read_network(path: Path, register: MunicipalityRegister) -> Network:
    """The network in the file ``path``, its members known to ``register``.

    Raises:
        FileRejectedError: with everything that is wrong with the file.
    """
    return read_head(path, Network, "Et nettverk", lambda front: _faults(front, register))


def _faults(front: FrontMatter, register: MunicipalityRegister) -> Iterator[Fault]:
    for field in ("alle_i_fylke", "fylker"):
        counties = front.data.get(field)
        for index, number in enumerate(counties if isinstance(counties, list) else []):
            if message := wrong_number("fylkesnummer", number, register):
                yield Fault((field, index), message)
    members = front.data.get("medlemmer")
    seen: dict[tuple[Value, Value], int] = {}
    for index, member in enumerate(members if isinstance(members, list) else []):
        if isinstance(member, dict):
            yield from _member_faults(index, member, seen, register)


def _member_faults(
    index: int, member: dict[str, Value], seen: dict[tuple[Value, Value], int], register: MunicipalityRegister
) -> Iterator[Fault]:
    number, since, until = member.get("kommunenummer"), member.get("fra"), member.get("til")
    place = ("medlemmer", index, "kommunenummer")
    if not isinstance(number, str):
        return
    if message := wrong_number("kommunenummer", number, register):
        yield Fault(place, message)
    elif number in register:
        if (number, str(since)) in seen:
            first = seen[number, str(since)] + 1
            yield Fault(
                place, f"Kommunen {number} står to ganger; første gang som nummer {first} i listen. Slett den ene."
            )
        yield from _name_unlike_number(index, number, member.get("navn"), register)
    seen.setdefault((number, str(since)), index)
    # What is no year has been told as that.
    if _is_year(since) and _is_year(until) and str(until) < str(since):
        message = f"til ({until}) er før fra ({since}). Bytt om eller rett årene."
        yield Fault(("medlemmer", index, "til"), message)


def _is_year(value: Value) -> bool:
    return isinstance(value, str) and value.isdecimal() and len(value) == 4


def _name_unlike_number(index: int, number: str, name: Value, register: MunicipalityRegister) -> Iterator[Fault]:
    if not isinstance(name, str) or not name.strip():
        return
    today = register.named(name)
    former = [successor for old in register.formerly_named(name) for successor in old.successors]
    if number not in {each.kommunenummer for each in today} | set(former):
        message = f"Kommunenummer {number} er {register.get(number).name}, ikke «{name}». Rett nummeret eller navnet."
        yield Fault(("medlemmer", index, "navn"), message)
