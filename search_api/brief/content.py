"""What stands on the page, in the reader's language; what the source does not tell is said not to be told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from kunnskapsbase.adoption import Adoption
from kunnskapsbase.index import Conditions
from kunnskapsbase.matching import Asker, Match, best_match
from kunnskapsbase.mentor_assignment import Pair
from kunnskapsbase.mentoring import Candidate
from kunnskapsbase.municipalities import Municipality
from kunnskapsbase.network import Circle
from kunnskapsbase.passages import gain_text
from kunnskapsbase.sentences import sentences
from kunnskapsbase.solution import Gain
from search_api import wire
from search_api.brief.cutting import by_sentences, printable, short
from search_api.brief.mentors import mentor_words
from search_api.comparing import compared
from search_api.presenting import contact, solution_detail
from search_api.reasons import fit_reasons
from search_api.shelf import Shelved
from search_api.wording import Language, Wording, number

_SUM = re.compile(r"\d[\d\s.,]*\s?(?:kroner|kr\b|mill|mrd|milliard)|\b(?:million|milliard)", re.IGNORECASE)
_STAFF = re.compile(r"\bårsverk|\bstilling(?:en|a|er|ar|ene|ane)?\b|\bprosjektle(?:der|iar)", re.IGNORECASE)
# How many of those who did it are held against the asker in every respect; of the rest the size is told.
_NEAREST = 2


_Item = TypeVar("_Item")


class Mark(StrEnum):
    """What stands before a line."""

    NONE = ""
    BULLET = "bullet"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section: a few words in bold, then the text. ``language`` is the text's own."""

    text: str
    language: Language
    label: str = ""
    mark: Mark = Mark.NONE
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The page. ``main`` is the wide column, ``side`` the narrow one; ``language`` is of the page's own words."""

    language: Language
    kicker: str
    title: str
    title_language: Language
    facts: str
    main: tuple[Section, ...]
    side: tuple[Section, ...]
    footer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """How much there is room for: characters of each text, lines of each list, and mentors."""

    characters: int
    items: int
    mentors: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the solution: what those that took it into use tell, and the asker's mentors, best first.

    ``circles`` are the networks that the asker is in.
    """

    adoptions: Sequence[Adoption] = ()
    mentors: Sequence[Pair] = ()
    circles: tuple[Circle, ...] = ()


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Told:
    """A solution with what was worked out for the one who asks.

    ``near`` are its municipalities, nearest first; ``elsewhere`` is what those that took it into use tell.
    """

    detail: wire.SolutionDetail
    contact: wire.Contact
    asker: Asker
    near: tuple[Match, ...]
    elsewhere: tuple[tuple[Municipality, Adoption], ...]
    mentors: tuple[Pair, ...]
    money: str
    staff: str
    day: date


def tell(
    shelved: Shelved, municipality: Municipality | None, words: Wording, day: date, beside: Beside = NOTHING_BESIDE
) -> Told:
    """Set a solution beside the municipality that asks, where one does; ``day`` is when it is asked."""
    asker = Asker(municipality=municipality, circles=beside.circles)
    left = list(shelved.leading)
    near: list[Match] = []
    while match := best_match(left, asker, Conditions()):
        near.append(match)
        left.remove((match.participant, match.municipality))
    detail = solution_detail(shelved, words)
    # Whom to ask: the one most like the asker; without an asker, whom the solution itself is known by.
    nearest = near[0].municipality if municipality and near else None
    reached = contact(shelved.solution, nearest, words, shelved.contacts) if nearest else detail.contact
    by_number = {each.kommunenummer: each for each in beside.adoptions}
    elsewhere = [
        (match.municipality, by_number[match.municipality.kommunenummer])
        for match in near
        if match.municipality.kommunenummer in by_number
    ]
    prose = printable(" ".join(text for text in (detail.approach, detail.lessons, detail.prerequisites) if text))
    said = sentences(prose)
    money = " ".join(sentence for sentence in said if _SUM.search(sentence))
    staff = " ".join(sentence for sentence in said if _STAFF.search(sentence))
    return Told(detail, reached, asker, tuple(near), tuple(elsewhere), tuple(beside.mentors), money, staff, day)


def build(told: Told, words: Wording, budget: Budget) -> Brief:
    """The page with its texts held within ``budget``."""
    return _Writer(told, words, budget).brief()


class _Writer:
    """Writes the sections of one page."""

    def __init__(self, told: Told, words: Wording, budget: Budget) -> None:
        self._told = told
        self._detail = told.detail
        self._words = words
        self._budget = budget
        self._unknown = words.say("brief_unknown")

    def brief(self) -> Brief:
        """The whole page."""
        detail, say = self._detail, self._words.say
        facts = [detail.sector_words, detail.status_words, detail.years, detail.verification.words]
        return Brief(
            language=self._words.language,
            kicker=say("brief_kicker"),
            title=self._name(detail.title, 160),
            title_language=detail.language,
            facts=" · ".join(each for each in facts if each),
            main=(
                Section(say("brief_done"), (self._text(detail.approach),)),
                Section(say("brief_before"), (self._text(detail.challenge),)),
                Section(say("brief_gave"), self._gains()),
                Section(say("brief_takes"), self._takes()),
                Section(say("brief_learnt"), self._learnt()),
                Section(say("brief_ready"), self._checks()),
            ),
            side=(
                Section(say("brief_near" if self._told.asker.municipality else "brief_who"), self._who()),
                *self._mentors(),
                Section(say("brief_ring"), self._contact()),
                Section(say("brief_source"), self._source()),
            ),
            footer=(
                say("brief_footnote"),
                say("brief_printed", id=self._name(detail.id, 80), date=f"{self._told.day:%d.%m.%Y}"),
            ),
        )

    def _own(self, text: str, label: str = "", mark: Mark = Mark.NONE, href: str | None = None) -> Line:
        """A line in the page's own words."""
        return Line(text, self._words.language, label, mark, href)

    def _name(self, text: str, limit: int) -> str:
        return short(text, min(limit, self._budget.characters // 2))

    def _shortened(self, text: str, where: str = "source") -> str:
        """A text as long as there is room for; ``where`` the rest of it stands: in the source, or with us."""
        rest, nothing = self._words.say(f"brief_rest_{where}"), self._words.say(f"brief_too_long_{where}")
        return by_sentences(text, self._budget.characters, rest, nothing)

    def _text(self, text: str | None, label: str = "") -> Line:
        if not text:
            return self._own(self._unknown, label=label)
        return Line(self._shortened(text), self._detail.language, label)

    def _listed(self, items: Sequence[_Item], line: Callable[[_Item], Line]) -> tuple[Line, ...]:
        """A line for each of as many as there is room for, and how many more there are."""
        lines = tuple(line(each) for each in items[: self._budget.items])
        if len(items) == len(lines):
            return lines
        return (*lines, self._own(self._words.say("brief_more", count=number(len(items) - len(lines)))))

    def _gains(self) -> tuple[Line, ...]:
        there = [(where, gain) for where, adoption in self._told.elsewhere for gain in adoption.gains]
        if not self._detail.gains and not there:
            return (self._own(self._unknown),)
        return self._listed(self._detail.gains, self._gain) + self._listed(there, self._gain_there)

    def _gain_there(self, there: tuple[Municipality, Gain]) -> Line:
        where, gain = there
        text = self._shortened(gain_text(gain.description, gain.number, gain.unit), "adoption")
        evidence = self._words.say("evidence_adoption")
        return self._own(f"{text} ({evidence})", label=f"{self._name(where.name, 60)}:", mark=Mark.BULLET)

    def _gain(self, gain: wire.Gain) -> Line:
        return Line(f"{self._shortened(gain.text)} ({gain.evidence})", self._detail.language, mark=Mark.BULLET)

    def _takes(self) -> tuple[Line, ...]:
        detail, say, money = self._detail, self._words.say, self._told.money
        if detail.funding:
            money = f"{say('brief_grant', grant=self._name(detail.funding, 200))} {money}".strip()
        return (
            self._text(detail.prerequisites, say("brief_prerequisites")),
            self._text(money, say("brief_money")),
            self._text(self._told.staff, say("brief_staff")),
            *self._elsewhere("brief_effort", lambda adoption: adoption.effort),
        )

    def _learnt(self) -> tuple[Line, ...]:
        return (
            self._text(self._detail.lessons),
            *self._elsewhere("brief_would_change", lambda adoption: adoption.would_change),
        )

    def _elsewhere(self, label: str, told: Callable[[Adoption], str | None]) -> tuple[Line, ...]:
        """What those that took it into use tell of one thing; nothing where none does."""
        said = [(where, text) for where, adoption in self._told.elsewhere if (text := told(adoption))]
        return self._listed(
            said,
            lambda each: self._own(
                self._shortened(each[1], "adoption"),
                label=self._words.say(label, municipality=self._name(each[0].name, 60)),
            ),
        )

    def _who(self) -> tuple[Line, ...]:
        asker = self._told.asker.municipality
        lines: list[Line] = []
        if asker:
            lines.append(self._own(self._words.say("brief_asker", **_size(asker))))
        nearest, more = self._told.near[:_NEAREST], self._told.near[_NEAREST:]
        lines += [self._near(match) for match in nearest]
        lines += self._listed(more, self._further)
        shown = {match.participant.name for match in self._told.near}
        others = [each for each in self._detail.participants if each.name not in shown]
        lines += self._listed(others, self._other)
        return tuple(lines)

    def _near(self, match: Match) -> Line:
        name = self._name(match.municipality.name, 60)
        role = self._words.say(f"role_{match.participant.role.value}")
        told = compared(match, self._told.asker, self._words)
        reasons = [reason.text for reason in fit_reasons(match, told, self._words)]
        if not reasons:
            reasons = [self._words.say("brief_size", **_size(match.municipality))]
        return self._own(f"{role}. {'. '.join(reasons)}.", label=f"{name}:", mark=Mark.BULLET)

    def _other(self, participant: wire.ParticipantDetail) -> Line:
        return self._own(participant.role_words, label=f"{self._name(participant.name, 60)}:", mark=Mark.BULLET)

    def _further(self, match: Match) -> Line:
        size = self._words.say("brief_size", **_size(match.municipality))
        return self._own(size, label=f"{self._name(match.municipality.name, 60)}:", mark=Mark.BULLET)

    def _mentors(self) -> tuple[Section, ...]:
        """Who could help the one that asks: most have not been asked, and it is said so of each."""
        if not self._told.asker.municipality or not self._budget.mentors:
            return ()
        lines = tuple(self._mentor(each.candidate) for each in self._told.mentors[: self._budget.mentors])
        return (Section(self._words.say("brief_help"), lines or (self._own(self._words.say("pair_nobody")),)),)

    def _mentor(self, candidate: Candidate) -> Line:
        name = self._name(candidate.municipality.name, 60)
        return self._own(mentor_words(candidate, self._words), label=f"{name}:", mark=Mark.BULLET)

    def _contact(self) -> tuple[Line, ...]:
        reached = self._told.contact
        ways = [printable(each) for each in (reached.email, reached.phone) if each]
        where = ", ".join(ways) or printable(reached.website or "") or self._unknown
        href = f"mailto:{reached.email}" if reached.email else reached.website
        return (
            self._own(self._name(where, 120), label=f"{self._name(reached.unit, 80)}:", href=href),
            self._own(reached.note),
        )

    def _checks(self) -> tuple[Line, ...]:
        questions = ("receiver", "owner", "work", "hindrances", "gain")
        return tuple(self._own(self._words.say(f"brief_check_{each}"), mark=Mark.BOX) for each in questions)

    def _source(self) -> tuple[Line, ...]:
        source, verification = self._detail.source, self._detail.verification
        dated = f" ({source.date})" if source.date else ""
        checked = f", {verification.date}" if verification.date else ""
        publisher = f"{self._name(source.publisher, 60)}:"
        return (
            Line(f"{self._name(source.title, 120)}{dated}", self._detail.language, publisher),
            self._own(self._name(source.url, 100), href=source.url),
            self._own(f"{verification.words}{checked}", label=self._words.say("brief_level")),
        )


def _size(municipality: Municipality) -> dict[str, object]:
    return {
        "municipality": municipality.name,
        "population": number(municipality.population),
        "county": municipality.county,
        "centrality": municipality.centrality,
    }
