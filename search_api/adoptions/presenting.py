"""From an adoption to what goes over the wire, in the reader's language."""

from kunnskapsbase.adoption import Adoption
from kunnskapsbase.municipalities import Municipality
from kunnskapsbase.passages import gain_text
from search_api import wire
from search_api.adoptions.wire import AdoptionFound, AdoptionStep
from search_api.presenting_municipalities import brief
from search_api.versions import version_of
from search_api.wording import Wording


def adoption_found(
    adoption: Adoption, title: str, municipality: Municipality, wording: Wording, notes: tuple[str, ...] = ()
) -> AdoptionFound:
    """An adoption of the solution called ``title``."""
    return AdoptionFound(
        id=adoption.id,
        solution_id=adoption.solution_id,
        solution_title=title,
        municipality=brief(municipality),
        status=adoption.status.value,
        status_words=_words(adoption.status.value, wording),
        since=adoption.since,
        steps=[
            AdoptionStep(status=step.status.value, status_words=_words(step.status.value, wording), day=step.day)
            for step in adoption.steps
        ],
        adapted=adoption.adapted,
        gains=[
            wire.Gain(
                type=gain.type.value,
                text=gain_text(gain.description, gain.number, gain.unit),
                number=gain.number,
                unit=gain.unit,
                evidence=wording.say("evidence_adoption"),
            )
            for gain in adoption.gains
        ],
        effort=adoption.effort,
        would_change=adoption.would_change,
        note=adoption.note,
        reminders=list(adoption.reminders),
        version=version_of(adoption),
        notes=list(notes),
    )


def _words(status: str, wording: Wording) -> str:
    return wording.say(f"adoption_{status}")
