"""E-mail addresses of people; the mailboxes of roles and units stay, because they are whom one is to write to.

An address is masked unless its local part says that it belongs to a role («postmottak», «helse.omsorg»): better one
useful address lost than one person's kept. Free mail services are never a role's.
"""

import re

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.UNICODE)
_FREE = re.compile(
    r"@\s?(?:gmail|googlemail|hotmail|live|outlook|msn|yahoo|icloud|me|proton(?:mail)?|online|broadpark|getmail|frisurf)\.",
    re.IGNORECASE,
)
# A local part that is one of these words, or begins with one of the longer ones, names a role, a unit or a service.
_SHORT = frozenset(
    {"post", "epost", "mail", "info", "hello", "contact", "office", "support", "help", "hjelp", "hei", "kurs", "media"}
    | {"hr", "it", "ikt", "nav", "dpo", "plan", "bygg", "drift", "vakt", "salg", "team", "rad", "råd", "styre", "admin"}
    | {"arkiv", "kontor", "enhet"}
)
_LONG = (
    *("postmottak", "firmapost", "resepsjon", "sentralbord", "servicetorg", "servicekontor", "innbygger", "kontakt"),
    *("kundesenter", "kundeservice", "brukerstøtte", "brukerstotte", "personvern", "redaksjon", "presse", "dokument"),
    *("faktura", "regnskap", "personal", "rekruttering", "byggesak", "teknisk", "renovasjon", "brannvesen", "legevakt"),
    *("helse", "omsorg", "hjemmetjeneste", "barnehage", "barnevern", "oppvekst", "utdanning", "kultur", "bibliotek"),
    *("flyktning", "integrering", "næring", "naering", "landbruk", "miljø", "miljo", "klima", "rådhus", "radhus"),
    *("ordfører", "ordforer", "kommune", "fylke", "prosjekt", "innovasjon", "digital", "velferd", "webinar"),
    *("konferanse", "arrangement", "påmelding", "pamelding", "seminar", "noreply", "no-reply", "webmaster", "tjeneste"),
    *("bestilling", "servicedesk", "booking", "utleie", "forskning", "statistikk", "veileder", "nettverk", "region"),
)
# What the houses and units of a municipality end in: storhaugen.helsehus@, eid.skole@.
_ENDINGS = (
    "hus",
    "senter",
    "kontor",
    "skole",
    "skule",
    "barnehage",
    "tjeneste",
    "teneste",
    "avdeling",
    "kommune",
    "torg",
)


def _is_role(address: str) -> bool:
    if _FREE.search(address):
        return False
    local = address.partition("@")[0].strip().lower()
    first, last = local, re.split(r"[._-]", local)[-1]
    words = set(re.split(r"[._+-]", local))
    return bool(words & _SHORT) or first.startswith(_LONG) or last.endswith(_ENDINGS)


def why_private(address: str) -> str | None:
    """Why an address is taken to be a person's, in Norwegian; ``None`` where it is a role's or a unit's."""
    if _FREE.search(address):
        return "den er hos en e-posttjeneste for privatpersoner"
    return None if _is_role(address) else "den ser ut til å tilhøre en person"


def private_emails(text: str) -> list[tuple[int, int]]:
    """Where they stand, as ``(start, end)``."""
    if "@" not in text:
        return []
    return [found.span() for found in _ADDRESS.finditer(text) if not _is_role(found.group())]
