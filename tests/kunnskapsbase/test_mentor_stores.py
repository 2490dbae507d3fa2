"""Mentors that have said yes, whom they help, and what is noted of pairs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from kunnskapsbase.audit import Action, Actor, ActorRole
from kunnskapsbase.errors import ConflictError, InputError
from kunnskapsbase.mentor import Choice, Mentor, Mentorship, PairNote, subject_key
from kunnskapsbase.records import AuditTrail, Mentors, Mentorships, PairNotes, RecordStore
from tests.support.mentors import said_yes

BY = Actor("nokkel-1", ActorRole.ADVISER)
NIGHT = subject_key(None, "Nattilsyn")
LOPPA, HASVIK, BODO = "5614", "5616", "1804"


@dataclass
class Stores:
    mentors: Mentors
    mentorships: Mentorships
    notes: PairNotes
    audit: AuditTrail
    records: RecordStore


@pytest.fixture
def stores(store_address: str) -> Iterator[Stores]:
    kinds = (Mentors, Mentorships, PairNotes, AuditTrail, RecordStore)
    opened = [kind(store_address) for kind in kinds]
    yield Stores(*opened)  # type: ignore[arg-type]
    for each in opened:
        each.close()


def test_a_mentor_is_found_by_its_subject_and_every_write_is_audited(stores: Stores) -> None:
    mentor = stores.mentors.record(said_yes(LOPPA), BY)
    stores.mentors.record(said_yes(BODO, of="en-losning"), BY)
    fuller = mentor.model_copy(update={"capacity": 0})
    stores.mentors.change(mentor, fuller, BY)
    assert stores.mentors.of_subject(NIGHT) == (fuller,)
    assert [each.kommunenummer for each in stores.mentors.each(kommunenummer=BODO)] == [BODO]
    stores.mentors.remove(fuller, BY)
    assert stores.mentors.of_subject(NIGHT) == ()
    trail = [(each.action, each.entity, each.by) for each in stores.audit.each(mentor.id)]
    assert trail == [(action, "mentor", BY) for action in (Action.CREATED, Action.CHANGED, Action.REMOVED)]


def test_who_is_only_suggested_is_not_kept(stores: Stores) -> None:
    with pytest.raises(InputError, match="Bare den som har sagt ja"):
        stores.mentors.record(Mentor(kommunenummer=LOPPA, theme="nattilsyn"), BY)
    assert list(stores.mentors.each()) == []
    assert list(stores.audit.each()) == []


def test_a_yes_from_a_day_that_is_not_here_is_refused(stores: Stores) -> None:
    tomorrow = said_yes(LOPPA).model_copy(update={"last_confirmed": date.today() + timedelta(days=1)})
    with pytest.raises(InputError, match="ikke kommet ennå"):
        stores.mentors.record(tomorrow, BY)


def test_a_change_of_what_was_changed_meanwhile_is_refused(stores: Stores) -> None:
    mentor = stores.mentors.record(said_yes(LOPPA), BY)
    stores.mentors.change(mentor, mentor.model_copy(update={"capacity": 5}), BY)
    with pytest.raises(ConflictError):
        stores.mentors.change(mentor, mentor.model_copy(update={"capacity": 1}), BY)


def test_load_is_what_a_municipality_helps_with_now_whatever_it_is(stores: Stores) -> None:
    start = date(2026, 3, 1)
    night = stores.mentorships.record(Mentorship(mentor=BODO, asker=LOPPA, theme="nattilsyn", since=start), BY)
    stores.mentorships.record(Mentorship(mentor=BODO, asker=HASVIK, solution_id="en-losning", since=start), BY)
    assert stores.mentorships.load(date(2026, 2, 1)) == {}
    assert stores.mentorships.load(date(2026, 4, 1)) == {BODO: 2}
    assert stores.mentorships.running(NIGHT, date(2026, 4, 1)) == (night,)
    stores.mentorships.change(night, night.model_copy(update={"ended": date(2026, 5, 1)}), BY)
    assert stores.mentorships.load(date(2026, 6, 1)) == {BODO: 1}
    assert stores.mentorships.running(NIGHT, date(2026, 6, 1)) == ()


def test_a_note_on_a_pair_is_kept_with_what_was_decided(stores: Stores) -> None:
    note = PairNote(mentor=BODO, asker=LOPPA, theme="nattilsyn", choice=Choice.CHOSEN, note="De kjenner hverandre.")
    stores.notes.record(note, BY)
    assert stores.notes.of_subject(NIGHT) == (note,)


def test_a_takedown_of_a_solution_takes_mentors_help_and_notes_with_it(stores: Stores) -> None:
    stores.mentors.record(said_yes(LOPPA, of="en-losning"), BY)
    stores.mentors.record(said_yes(LOPPA), BY)
    help_with_it = Mentorship(mentor=BODO, asker=LOPPA, solution_id="en-losning", since=date(2026, 3, 1))
    stores.mentorships.record(help_with_it, BY)
    stores.notes.record(PairNote(mentor=BODO, asker=LOPPA, solution_id="en-losning", note="Ring."), BY)
    stores.records.take_down("erfaringer/en-losning.md", ["en-losning"], "h")
    assert [each.theme for each in stores.mentors.each()] == ["nattilsyn"]
    assert list(stores.mentorships.each()) == []
    assert list(stores.notes.each()) == []
