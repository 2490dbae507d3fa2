"""The mentors in a store that have said yes, whom they help, and what advisers have noted of pairs."""

from collections import Counter
from datetime import date

from kunnskapsbase.audit import Actor
from kunnskapsbase.errors import InputError
from kunnskapsbase.mentor import Mentor, Mentorship, Origin, PairNote
from kunnskapsbase.records.entities import Entities, entity_table, key_column

_mentor = entity_table(
    "mentor", key_column("solution_id", nullable=True), key_column("subject"), key_column("kommunenummer")
)
_mentorship = entity_table(
    "mentorship",
    key_column("solution_id", nullable=True),
    key_column("subject"),
    key_column("mentor"),
    key_column("asker"),
)
_pair_note = entity_table("pair_note", key_column("solution_id", nullable=True), key_column("subject"))


class Mentors(Entities[Mentor]):
    """The mentors, one of each municipality and subject. Who is only suggested is worked out and never kept."""

    def __init__(self, address: str) -> None:
        super().__init__(address, _mentor, Mentor, "mentor")

    def record(self, entity: Mentor, by: Actor) -> Mentor:
        """``Entities.record``, of one that has said yes.

        Raises:
            ConflictError: the municipality is mentor for this already, with other content.
            InputError: it is only suggested, or was confirmed on a day that is not here yet.
        """
        _said(entity)
        return super().record(entity, by)

    def change(self, before: Mentor, after: Mentor, by: Actor) -> Mentor:
        """``Entities.change``.

        Raises:
            ConflictError: it was changed or removed meanwhile, or ``after`` is another mentor.
            InputError: as ``record``.
        """
        _said(after)
        return super().change(before, after, by)

    def of_subject(self, subject: str) -> tuple[Mentor, ...]:
        """The mentors for a solution or a theme, by its key (``kunnskapsbase.mentor.subject_key``), by id."""
        return tuple(self.each(subject=subject))


class Mentorships(Entities[Mentorship]):
    """Who helps whom, and has helped."""

    def __init__(self, address: str) -> None:
        super().__init__(address, _mentorship, Mentorship, "mentorforhold")

    def load(self, day: date) -> dict[str, int]:
        """Kommunenummer → how many the municipality helps on ``day``, with whatever it may be."""
        return dict(Counter(each.mentor for each in self.each() if each.runs(day)))

    def running(self, subject: str, day: date) -> tuple[Mentorship, ...]:
        """The help that is under way with a solution or a theme on ``day``, by id."""
        return tuple(each for each in self.each(subject=subject) if each.runs(day))


class PairNotes(Entities[PairNote]):
    """What advisers have noted and decided of pairs, one note of each pair and subject."""

    def __init__(self, address: str) -> None:
        super().__init__(address, _pair_note, PairNote, "parmerknad")

    def of_subject(self, subject: str) -> tuple[PairNote, ...]:
        """The notes on pairs of a solution or a theme, by id."""
        return tuple(self.each(subject=subject))


def _said(mentor: Mentor) -> None:
    if mentor.origin is not Origin.SAID_YES:
        raise InputError(
            "Bare den som har sagt ja, kan registreres som mentor. Foreslåtte mentorer finner tjenesten selv.",
            parameter="origin",
        )
    if mentor.last_confirmed is not None and mentor.last_confirmed > date.today():
        raise InputError(
            f"Datoen {mentor.last_confirmed} er ikke kommet ennå. Oppgi dagen det sist ble bekreftet.",
            parameter="last_confirmed",
        )
