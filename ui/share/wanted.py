"""Which upload and which draft is worked with, as it stands in the address."""

import re
from dataclasses import dataclass
from typing import Self

import streamlit as st

from ui.visit import Address, last
from ui.visiting import this_visit

PIECES = 20
_MOST_PIECES = 1000
_ID = re.compile(r"[a-z0-9-]{1,100}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An upload, a draft of it, and how many ``pieces`` of what was read are shown."""

    upload: str | None = None
    draft: str | None = None
    pieces: int = PIECES

    @classmethod
    def from_address(cls, address: Address) -> Self:
        """What the address asks for; what makes no sense in it is left out."""
        upload, draft = (_id(last(address, name)) for name in ("opplasting", "utkast"))
        said = last(address, "biter")
        pieces = int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else PIECES
        return cls(upload, draft if upload else None, min(max(pieces, PIECES), _MOST_PIECES))

    def to_address(self) -> dict[str, str]:
        """The parameters of the address; what is as usual is not there."""
        pieces = str(self.pieces) if self.pieces != PIECES else None
        every = {"opplasting": self.upload, "utkast": self.draft, "biter": pieces}
        return {key: value for key, value in every.items() if value}


def go_to(wanted: Wanted) -> None:
    """Have the address name something else; the key that was typed stays in its field."""
    visit = this_visit()
    st.query_params.from_dict({**visit.to_address(), **wanted.to_address()})


def _id(said: str) -> str | None:
    return said if _ID.fullmatch(said) else None
