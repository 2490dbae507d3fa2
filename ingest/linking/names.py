"""Every name the linker knows, made from the register once, and looked up by its folded words."""

import re
from dataclasses import dataclass

from ingest.linking.mention import Kind
from ingest.linking.regions import DISTRICTS, LANDSDEL_FORMS, LANDSDEL_STEMS, REGIONS, SAMI_GENITIVES
from kunnskapsbase.municipalities import FORMER_COUNTIES, MunicipalityRegister, fold
from kunnskapsbase.question import REGIONS as LANDSDELER

_GENITIVE = re.compile(r"(?:['’]?s|['’])$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name and what it means. A municipality's name is resolved later, as it may mean several."""

    key: str
    kind: Kind
    kommunenummer: tuple[str, ...] = ()
    fylker: tuple[str, ...] = ()
    reason: str | None = None


class Names:
    """Look-up by folded name, and by the stem that a compound begins with («nordlandskommuner»)."""

    def __init__(self, register: MunicipalityRegister) -> None:
        self._by_name: dict[str, Name] = {}
        for names in (_landsdeler(register), _regions(register), _counties(register), _municipalities(register)):
            # The later wins: «Sunnfjord» and «Indre Østfold» are municipalities before they are districts.
            self._by_name.update(names)
        self._stems = {stem: name for key, name in self._by_name.items() for stem in _stems(key, name.kind)}
        for stem, landsdel in LANDSDEL_STEMS.items():
            self._stems[stem] = self._by_name[fold(landsdel)]
        self.longest: dict[str, int] = {}
        """First word of a name → how many words the longest name that begins with it has."""
        for key in self._by_name:
            first = key.partition(" ")[0]
            self.longest[first] = max(self.longest.get(first, 0), key.count(" ") + 1)

    def get(self, folded: str) -> Name | None:
        """The name, as it stands or in the genitive («Loppas», «Moss’»)."""
        if name := self._by_name.get(folded):
            return name
        # «Ness» is no genitive of «Nes», which would be «Nes’».
        return None if folded.endswith("ss") else self._by_name.get(_GENITIVE.sub("", folded))

    def begins(self, folded: str) -> int:
        """How many words the longest name has that begins with this word; 0 where none does."""
        return max(self.longest.get(folded, 0), self.longest.get(_GENITIVE.sub("", folded), 0))

    def stem(self, folded: str) -> Name | None:
        """The name that the first part of a compound stands for, with or without a joint («bergens», «sunnmørs»)."""
        return self._stems.get(folded) or (self._stems.get(folded[:-1]) if folded.endswith(("s", "e")) else None)


def _stems(key: str, kind: Kind) -> list[str]:
    """What a compound may begin with: the name without hyphen and, for a region, without its ending."""
    bare = key.replace("-", "")
    if kind != "region" or " " in key:
        return [bare]
    return [bare, *(bare.removesuffix(ending) for ending in ("en", "et", "e") if bare.endswith(ending))]


def _municipalities(register: MunicipalityRegister) -> dict[str, Name]:
    keys = {key for key in register.names() | register.former_names() if " - " not in key}
    found = {key: Name(key, "kommune") for key in keys}
    for genitive, name in SAMI_GENITIVES.items():
        if fold(name) in found:
            found[fold(genitive)] = found[fold(name)]
    return found


def _counties(register: MunicipalityRegister) -> dict[str, Name]:
    found = {fold(name): Name(fold(name), "fylke", (), (number,)) for number, name in register.counties().items()}
    today = register.counties()
    for former, numbers in FORMER_COUNTIES.items():
        now = ", ".join(today[number] for number in numbers)
        found[former] = Name(former, "fylke", (), numbers, f"tidligere fylke, nå {now}")
    for number, name in today.items():
        found[f"{fold(name)} fylke"] = Name(fold(name), "fylke", (), (number,))
    return found


def _regions(register: MunicipalityRegister) -> dict[str, Name]:
    members: dict[str, list[str]] = {}
    for municipality in register:
        for council in municipality.regional_councils:
            members.setdefault(council, []).append(municipality.kommunenummer)
    found = {}
    for name, councils in REGIONS.items():
        numbers = tuple(sorted(number for council in councils for number in members.get(council, ())))
        if numbers:
            counties = tuple(sorted({register.get(number).county_number for number in numbers}))
            reason = f"medlemmene i {' og '.join(councils)}"
            found[fold(name)] = Name(fold(name), "region", numbers, counties, reason)
    for name, county in DISTRICTS.items():
        reason = "distrikt uten regionråd i registeret; bare fylket er kjent"
        found.setdefault(fold(name), Name(fold(name), "region", (), (county,), reason))
    return found


def _landsdeler(register: MunicipalityRegister) -> dict[str, Name]:
    found = {}
    for name in LANDSDELER:
        counties = tuple(sorted({each.county_number for each in register if each.region == name}))
        found[fold(name)] = Name(fold(name), "region", (), counties, "landsdel")
    for form, name in LANDSDEL_FORMS.items():
        found[fold(form)] = found[fold(name)]
    return found
