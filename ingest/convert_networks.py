"""From the rows of ``regionraad.csv`` to regional councils as networks."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.network import Network
from kunnskapsbase.slugs import slug

# Column of the table → field of the file it ends up in.
COLUMNS = {
    "regionraad": "navn",
    "medlemmer_kommunenummer": "medlemmer",
    "medlemmer_navn": "medlemmer",
    "kilde_aar": "kilder",
    "kilde_url": "kilder",
    "status": "sikkerhet",
}
# «Træna fra 01.12.2023»: what a remark says of when one of the members came.
_CAME = re.compile(r"^(?P<name>\w+) fra (?:\d{2}\.\d{2}\.)?(?P<year>\d{4})\b")


class UnequalListsError(KunnskapsbaseError):
    """A row has not as many names as numbers, so that none of them can be trusted."""


def council(row: Mapping[str, str]) -> Network:
    """The network a row tells of. The table names no title or publisher: the source is called by its site.

    Raises:
        ValidationError: a value is missing or is not what a network can have.
        UnequalListsError: there are not as many names as numbers.
    """
    numbers, names = row["medlemmer_kommunenummer"].split("|"), row["medlemmer_navn"].split("|")
    if len(numbers) != len(names):
        raise UnequalListsError(
            f"{row['regionraad']} har {len(numbers)} nummer, men {len(names)} navn, og er ikke tatt med."
        )
    came = _CAME.match(row["merknad"])
    members: list[dict[str, Any]] = []
    for number, name in zip(numbers, names, strict=True):
        member: dict[str, Any] = {"kommunenummer": number, "navn": name}
        if came and came["name"] == name:
            member["fra"] = int(came["year"])
        members.append(member)
    site = urlsplit(row["kilde_url"]).hostname or ""
    return Network.model_validate(
        {
            "id": slug(row["regionraad"]),
            "navn": row["regionraad"],
            "type": "regionråd",
            "medlemmer": members,
            "sikkerhet": row["status"],
            "merknad": row["merknad"] or None,
            "kilder": [
                {"utgiver": site.removeprefix("www."), "url": row["kilde_url"], "aar": row["kilde_aar"] or None}
            ],
        }
    )
