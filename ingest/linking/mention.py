"""What the linker hands on: a place in a text, and what it is in the register."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["kommune", "fylke", "region"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A municipality, a county or a region where it stands in a text (``start`` and ``end`` count characters).

    ``kommunenummer`` are numbers of today: one for a municipality, several for one that was split and for a region
    whose members the register knows, none for a county, for a region it does not know and for a name that may mean
    several municipalities. ``fylker`` are the counties of today it lies in, three for Viken. ``reason`` says in
    Norwegian how it was linked when it is no plain name of today, or why it was not.
    """

    start: int
    end: int
    text: str
    kind: Kind
    kommunenummer: tuple[str, ...] = ()
    fylker: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def fylkesnummer(self) -> str | None:
        """The county it lies in, where that is one."""
        return self.fylker[0] if len(self.fylker) == 1 else None

    @property
    def linked(self) -> bool:
        """Whether the register says what it is; a name that may mean several municipalities is not linked."""
        return bool(self.kommunenummer) or (self.kind != "kommune" and bool(self.fylker))
