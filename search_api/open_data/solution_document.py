"""A solution in schema.org's words, as JSON-LD.

The document is our retelling (``CreativeWork``), based on the source. What it tells of is an ``Action``: somebody did
something, somewhere, in some years, and it gave something. Those who did it are agents of the action and not authors of
the text. A solution that was stopped, or whose status is not told, gets no ``actionStatus``: schema.org has only a
failed one, and stopped is not failed.
"""

from typing import Any

from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.passages import gain_text
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import ActorType, Participant, Role, Solution, Status
from search_api.open_data.addresses import LICENCE
from search_api.presenting import verification
from search_api.shelf import Shelved
from search_api.wording import Wording

_STATUS = {
    Status.PLANNED: "PotentialActionStatus",
    Status.PILOT: "ActiveActionStatus",
    Status.ONGOING: "ActiveActionStatus",
    Status.IN_OPERATION: "ActiveActionStatus",
    Status.COMPLETED: "CompletedActionStatus",
}
_PUBLIC = frozenset({ActorType.MUNICIPALITY, ActorType.COUNTY, ActorType.INTERMUNICIPAL, ActorType.STATE})
# The source in schema.org's nearest word.
_SOURCES = {"nyhet": "NewsArticle", "rapport": "Report", "webinar": "VideoObject"}
# The context says where the words are from, and what is an address; nothing needs to be fetched to read it.
_CONTEXT = {"@vocab": "https://schema.org/"}


def solution_document(shelved: Shelved, base: str, settings: Settings, wording: Wording) -> dict[str, Any]:
    """The solution as JSON-LD; ``base`` begins its own address, ``wording`` gives the words for its codes."""
    solution = shelved.solution
    address = f"{base}/v1/solutions/{solution.id}"
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": address,
        "@type": "CreativeWork",
        "identifier": solution.id,
        "url": {"@id": address},
        "name": solution.title,
        "abstract": solution.challenge,
        "text": solution.approach,
        "inLanguage": solution.language,
        "keywords": list(solution.themes),
        "genre": wording.say(f"sector_{solution.sector.value}"),
        "license": {"@id": LICENCE},
        "isAccessibleForFree": True,
        "creativeWorkStatus": verification(solution, wording).words,
        "isBasedOn": _source(solution),
        "about": _action(solution, shelved.register),
    }
    if settings.publisher:
        document["publisher"] = {"@type": "Organization", "name": settings.publisher}
    if solution.verification.date:
        document["dateModified"] = solution.verification.date
    if review := _review(solution, wording):
        document["review"] = review
    return document


def _review(solution: Solution, wording: Wording) -> dict[str, Any] | None:
    """Who checked what is told, and when; the role alone, for no person is named."""
    told, by = verification(solution, wording), solution.verification.by
    if by is None:
        return None
    review = {
        "@type": "Review",
        "reviewBody": told.words,
        "author": {"@type": "Organization", "name": wording.say(f"verifier_{by.value}"), "identifier": by.value},
    }
    return review | ({"datePublished": told.date} if told.date else {})


def _source(solution: Solution) -> dict[str, Any]:
    source = solution.source
    told = {
        "@type": _SOURCES.get(source.type, "WebPage"),
        "@id": source.url,
        "name": source.title,
        "publisher": {"@type": "Organization", "name": source.publisher},
    }
    return told | ({"datePublished": source.date} if source.date else {})


def _action(solution: Solution, register: MunicipalityRegister) -> dict[str, Any]:
    leading = [each for each in solution.participants if each.role is Role.OWNER]
    others = [each for each in solution.participants if each.role is not Role.OWNER]
    numbers = dict.fromkeys(number for each in solution.participants for number in each.kommunenummer)
    told: dict[str, Any] = {
        "@type": "Action",
        "name": solution.title,
        "agent": [_organisation(each) for each in leading],
        "participant": [_organisation(each) for each in others],
        "location": [
            {"@type": "AdministrativeArea", "name": register.get(number).name, "identifier": number}
            for number in numbers
        ],
        "result": [
            {"@type": "Thing", "description": gain_text(gain.description, gain.number, gain.unit)}
            for gain in solution.gains
        ],
        "startTime": str(solution.year_start) if solution.year_start else None,
        "endTime": str(solution.year_end) if solution.year_end else None,
    }
    if status := _STATUS.get(solution.status):
        told["actionStatus"] = {"@id": f"https://schema.org/{status}"}
    return {name: value for name, value in told.items() if value}


def _organisation(participant: Participant) -> dict[str, Any]:
    kind = "GovernmentOrganization" if participant.type in _PUBLIC else "Organization"
    return {"@type": kind, "name": participant.name}
