"""The reports named in ``corpus/rapporter.yml``: what they are called, and where their publishers have them."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kunnskapsbase.errors import InputError

CATALOGUE_NAME = "rapporter.yml"


class Report(BaseModel):
    """One report. ``address`` may be None, or only lead to the publisher's front page; then there is nothing to fetch.

    ``sha256`` is what the content must hash to, where somebody has checked it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    # The name of the fetched file is made of it.
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=100)]
    title: str = Field(alias="tittel", min_length=1)
    publisher: str = Field(alias="utgiver", min_length=1)
    year: int | None = Field(default=None, alias="aar")
    language: str | None = Field(default=None, alias="maalform")
    address: str | None = Field(default=None, alias="adresse", pattern=r"^https?://[^\s/]+")
    concerns: str | None = Field(default=None, alias="gjelder")
    note: str | None = Field(default=None, alias="merknad")
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")

    @property
    def own_address(self) -> str | None:
        """The address of the report itself; None where only the publisher's site is known, or nothing."""
        if self.address is None or urlsplit(self.address).path in {"", "/"}:
            return None
        return self.address

    @property
    def why_no_address(self) -> str:
        """What is known instead of the report's own address, for the person who wanted it."""
        if self.address is not None:
            what = f"Bare nettstedet til utgiveren er kjent ({self.address}), ikke rapportens egen adresse."
        elif self.concerns is not None:
            what = f"Adressen er ikke kjent; det som er kjent, er saken den gjelder ({self.concerns})."
        else:
            what = "Adressen er ikke kjent."
        return f"{what} Finn rapporten hos {self.publisher}, og ta den inn med «python -m ingest add»."


def load_reports(corpus: Path) -> tuple[Report, ...]:
    """The reports of ``corpus/rapporter.yml``, in the order they stand.

    Raises:
        InputError: the file is missing, is no YAML, or an entry is wrong; the message names it.
    """
    path = corpus / CATALOGUE_NAME
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"Finner ikke listen over rapporter, {path}. Sett KB_CORPUS riktig.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path} kan ikke leses som YAML: {error}") from error
    entries = content.get("rapporter") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise InputError(f"{path} skal ha en liste som heter «rapporter».")
    reports = tuple(_report(path, entry) for entry in entries)
    ids = [report.id for report in reports]
    if twice := sorted({each for each in ids if ids.count(each) > 1}):
        raise InputError(f"{path}: samme id står to ganger: {', '.join(twice)}.")
    return reports


def _report(path: Path, entry: object) -> Report:
    try:
        return Report.model_validate(entry)
    except ValidationError as error:
        name = entry.get("id", "uten id") if isinstance(entry, dict) else "uten felter"
        wrong = ", ".join(f"«{'.'.join(map(str, each['loc']))}» ({each['msg']})" for each in error.errors())
        raise InputError(f"{path}, rapporten {name}: feil i {wrong}.") from error
