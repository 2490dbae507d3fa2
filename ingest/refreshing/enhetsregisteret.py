"""The register of legal entities: the municipalities' organisation numbers, mailboxes, switchboards and websites.

A mailbox or telephone that seems to be a person's is not taken, and not repeated in what is told.
"""

import re
from urllib.parse import urlsplit

from pydantic import Field
from stdnum.no import orgnr

from ingest.refreshing.answers import Answer, UnknownShapeError, shaped
from ingest.refreshing.reading import Asking, Proposal, Reading
from ingest.text_files import printable
from kunnskapsbase.privacy.emails import why_private
from kunnskapsbase.privacy.phones import private_phones
from kunnskapsbase.solution import MAILBOX

ORIGIN = "Enhetsregisteret"
_HIDDEN = "(vises ikke)"
_TELEPHONE = re.compile(r"\+?[\d \u00a0]{8,20}")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")


class _Address(Answer):
    kommunenummer: str | None = None


class _Unit(Answer):
    organisation_number: str = Field(alias="organisasjonsnummer")
    name: str = Field(alias="navn")
    website: str | None = Field(default=None, alias="hjemmeside")
    email: str | None = Field(default=None, alias="epostadresse")
    telephone: str | None = Field(default=None, alias="telefon")
    address: _Address | None = Field(default=None, alias="forretningsadresse")


class _Units(Answer):
    units: list[_Unit] = Field(alias="enheter")


class _Page(Answer):
    pages: int = Field(alias="totalPages")


class _Found(Answer):
    content: _Units = Field(alias="_embedded")
    page: _Page


def units(asking: Asking) -> Reading:
    """What is registered for each municipality: found by its organisation number, else by where its office is."""
    found = shaped(_Found, asking.ask(""))
    if found.page.pages > 1:
        raise UnknownShapeError(f"Svaret er delt i {found.page.pages} sider, og bare den første er lest.")
    listed = found.content.units
    if wrong := [each.name for each in listed if not orgnr.is_valid(each.organisation_number)]:
        raise UnknownShapeError(f"Organisasjonsnummeret til {wrong[0]} er ikke gyldig.")
    number_of = {row["organisasjonsnummer"]: number for number, row in asking.table.rows.items()}
    known = {number_of[each.organisation_number] for each in listed if each.organisation_number in number_of}
    proposals: list[Proposal] = []
    remarks = []
    for each in listed:
        number = number_of.get(each.organisation_number)
        if number:
            proposals.extend(_proposals(number, each, asking.table.rows[number]))
        elif (
            office := each.address.kommunenummer if each.address else None
        ) in asking.table.rows and office not in known:
            proposals.append(_other_number(office, each))
        else:
            remarks.append(printable(f"{each.name} ({each.organisation_number}) er ingen kommune i registeret."))
    return Reading(tuple(proposals), valid=asking.day.isoformat(), remarks=tuple(remarks))


def _other_number(number: str, unit: _Unit) -> Proposal:
    doubt = f"{unit.name} har kontor der, men et annet nummer enn registeret. Slå det opp, og rett det for hånd"
    return Proposal(number, {"organisasjonsnummer": unit.organisation_number}, doubt)


def _proposals(number: str, unit: _Unit, row: dict[str, str]) -> list[Proposal]:
    return [
        _mailbox(number, (unit.email or "").strip().lower(), row),
        _telephone(number, " ".join((unit.telephone or "").split())),
        _website(number, (unit.website or "").strip().lower(), row),
    ]


def _mailbox(number: str, email: str, row: dict[str, str]) -> Proposal:
    if not email:
        return Proposal(number, {})
    if not MAILBOX.match(email):
        return Proposal(number, {"postmottak_epost": email}, "det er ikke en e-postadresse")
    if email != row.get("postmottak_epost") and (reason := why_private(email)):
        return Proposal(number, {"postmottak_epost": _HIDDEN}, reason)
    return Proposal(number, {"postmottak_epost": email, "epost_status": ORIGIN})


def _telephone(number: str, telephone: str) -> Proposal:
    if telephone and not _TELEPHONE.fullmatch(telephone):
        return Proposal(number, {"sentralbord_telefon": telephone}, "det er ikke et telefonnummer")
    if private_phones(telephone):
        return Proposal(
            number, {"sentralbord_telefon": _HIDDEN}, "det er trolig et mobilnummer, som hører til en person"
        )
    return Proposal(number, {"sentralbord_telefon": telephone})


def _website(number: str, website: str, row: dict[str, str]) -> Proposal:
    """The website, where it is another than the two that are known; how an address is written changes nothing."""
    if not website:
        return Proposal(number, {})
    address = website if "://" in website else f"https://{website}"
    if not _HOST.fullmatch(_host(address)):
        return Proposal(number, {"nettsted": website}, "det er ikke en nettadresse")
    known = {_host(row.get(column, "")) for column in ("nettsted", "nettsted_alternativ")}
    if _host(address) in known:
        return Proposal(number, {})
    return Proposal(number, {"nettsted": address if urlsplit(address).path else f"{address}/"})


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
