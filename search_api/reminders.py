"""Whom to ask how it went, 6 and 12 months after they took something into use, and the mail that asks them.

Nothing is sent from here: the one who runs the service sends the mails from a mailbox of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

from kunnskapsbase.adoption import REMINDER_MONTHS, Adoption
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.months import months_after
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.records import Adoptions, Contacts, RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from search_api.wording import Wording, wording

_NYNORSK = "nynorsk"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Whom to ask about what. ``day`` is when it is due, ``to`` a role's mailbox or empty where none is known."""

    day: date
    adoption: Adoption
    municipality: Municipality
    title: str
    to: str

    @property
    def name(self) -> str:
        """What its file is called: the same each time, so that nobody is asked twice."""
        return f"{self.day}-{self.municipality.kommunenummer}-{self.adoption.solution_id}.eml"

    @property
    def months(self) -> int:
        """How many months after it was taken into use."""
        begun = self.adoption.in_use_since
        return next(each for each in REMINDER_MONTHS if begun and months_after(begun, each) == self.day)


@dataclass(frozen=True, slots=True)
class Kept:
    """The stores that reminders are made of."""

    adoptions: Adoptions
    contacts: Contacts
    records: RecordStore


def due(kept: Kept, register: MunicipalityRegister, first: date, last: date) -> list[Reminder]:
    """The reminders due from ``first`` to ``last``, earliest first; none of solutions that are taken down."""
    found = list(kept.adoptions.reminders(first, last))
    records = kept.records.get([adoption.solution_id for _, adoption in found])
    titles = {each.id: Solution.model_validate_json(each.body).title for each in records.values()}
    return [
        Reminder(day, adoption, municipality, titles[adoption.solution_id], _mailbox(municipality, adoption, kept))
        for day, adoption in found
        if adoption.solution_id in titles
        for municipality in (register.get(adoption.kommunenummer),)
    ]


def _mailbox(municipality: Municipality, adoption: Adoption, kept: Kept) -> str:
    """The surest address there is: what the municipality has confirmed, its mailbox, what somebody else has added."""
    points = kept.contacts.of_municipality(municipality.kommunenummer)
    fitting = [each for each in points if each.email and each.solution_id in {None, adoption.solution_id}]
    confirmed = _first(each for each in fitting if not each.is_stale(date.today()))
    return confirmed or municipality.mailbox or _first(fitting)


def _first(points: Iterable[ContactPoint]) -> str:
    """The address of the one for the solution itself, or else of the first."""
    ordered = sorted(points, key=lambda each: (each.solution_id is None, each.id))
    return next((each.email for each in ordered if each.email), "")


def mail(reminder: Reminder, settings: Settings) -> bytes:
    """The mail as a file that a mail program opens, in the municipality's own written form.

    It is from the address of whoever publishes the service, where that is set.
    """
    words = wording("nn" if reminder.municipality.language_form == _NYNORSK else "nb")
    message = EmailMessage(policy=SMTP)
    if "@" in settings.publisher_contact and not settings.publisher_contact.startswith("http"):
        message["From"] = settings.publisher_contact
    message["To"] = reminder.to
    message["Subject"] = words.say("reminder_subject", title=" ".join(reminder.title.split()))
    # A mail program opens it as one that is still to be sent.
    message["X-Unsent"] = "1"
    message.set_content(_text(reminder, settings, words), cte="quoted-printable")
    message["Content-Language"] = words.language
    return message.as_bytes()


def _text(reminder: Reminder, settings: Settings, words: Wording) -> str:
    adoption, municipality = reminder.adoption, reminder.municipality
    begun = adoption.in_use_since
    assert begun is not None, "nobody else is reminded"
    text = words.say(
        "reminder_body",
        ago=words.say(f"reminder_after_{reminder.months}"),
        municipality=municipality.name,
        title=reminder.title,
        begun=f"{begun:%d.%m.%Y}",
        status=words.say(f"adoption_{adoption.status.value}"),
        since=f"{adoption.since:%d.%m.%Y}",
    )
    if not settings.public_url:
        return text
    page = f"{settings.public_url}/v1/solutions/{adoption.solution_id}/brief?municipality={municipality.kommunenummer}"
    return text + "\n" + words.say("reminder_page", page=page)
