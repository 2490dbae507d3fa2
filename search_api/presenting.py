"""From what was found to what goes over the wire, in the reader's language."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.matching import Match
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.passages import gain_text
from kunnskapsbase.solution import Gain, Role, Solution, VerificationLevel
from search_api import wire
from search_api.asking import Read
from search_api.comparing import Compared, compared, distance, fit_sentence
from search_api.evidence import first_sentences
from search_api.folding import told_above
from search_api.passages import FoundPassages
from search_api.pipeline import Candidate, Found
from search_api.presenting_municipalities import brief
from search_api.presenting_passages import passage_hit
from search_api.reasons import reasons, wish_reasons
from search_api.shelf import Shelved
from search_api.wire_municipalities import County
from search_api.wording import Wording, number

_SUMMARY_LENGTH = 320


def _years(solution: Solution) -> str | None:
    if solution.year_start and solution.year_end and solution.year_end != solution.year_start:
        return f"{solution.year_start}–{solution.year_end}"
    year = solution.year_start or solution.year_end
    return str(year) if year else None


def gain_evidence(gain: Gain, level: VerificationLevel, wording: Wording) -> str:
    """What stands behind a gain: never «measured» but where somebody else has evaluated, and measured that gain."""
    if level is VerificationLevel.EVALUATED and gain.measured:
        return wording.say("evidence_measured")
    if level is VerificationLevel.CONFIRMED:
        return wording.say("evidence_municipality")
    return wording.say("evidence_source")


def _gains(solution: Solution, wording: Wording) -> list[wire.Gain]:
    level = solution.verification.level
    return [
        wire.Gain(
            type=gain.type.value,
            text=gain_text(gain.description, gain.number, gain.unit),
            number=gain.number,
            unit=gain.unit,
            evidence=gain_evidence(gain, level, wording),
        )
        for gain in solution.gains
    ]


def _source(solution: Solution) -> wire.Source:
    source = solution.source
    return wire.Source(
        title=source.title, publisher=source.publisher, url=source.url, date=source.date, type=source.type
    )


def verification(solution: Solution, wording: Wording) -> wire.Verification:
    """How far a solution has been checked, by which role and when."""
    level, by, date = solution.verification.level.value, solution.verification.by, solution.verification.date
    if by is None:
        return wire.Verification(level=level, words=wording.say(f"verification_{level}"), date=date)
    words = wording.say(f"verification_{level}_by", by=wording.say(f"verifier_{by.value}"))
    return wire.Verification(level=level, by=by.value, words=words, date=date)


def contact(
    solution: Solution, municipality: Municipality | None, wording: Wording, added: Sequence[ContactPoint] = ()
) -> wire.Contact:
    """Whom to ring, the surest there is.

    That is: what the municipality has confirmed, what the source gives, what somebody has added, the municipality's
    mailbox (unverified), and else the source itself. ``added`` are the contacts of the solution's municipalities.
    """
    today = date.today()
    points = sorted(
        (each for each in added if municipality is None or each.kommunenummer == municipality.kommunenummer),
        key=lambda each: (each.is_stale(today), each.solution_id is None, each.id),
    )
    given = solution.contact
    if points and not (points[0].is_stale(today) and given and (given.email or given.phone)):
        return _added_contact(points, municipality, today, wording)
    website = municipality.website if municipality else None
    mailbox = municipality.mailbox if municipality else None
    if given and (given.email or given.phone):
        return wire.Contact(
            unit=given.unit,
            email=given.email,
            phone=given.phone,
            website=website,
            origin="source",
            note=wording.say("contact_source"),
            mailbox=mailbox,
        )
    if municipality is None:
        unit = given.unit if given else solution.participants[0].name
        note = wording.say("contact_see_source")
        return wire.Contact(unit=unit, website=solution.source.url, origin="source", note=note)
    found = mailbox_contact(municipality, wording)
    return found.model_copy(update={"unit": f"{given.unit} ({found.unit})"}) if given else found


@lru_cache(maxsize=1024)
def mailbox_contact(municipality: Municipality, wording: Wording) -> wire.Contact:
    """The municipality's mailbox, which nobody has confirmed."""
    return wire.Contact(
        unit=wording.say("contact_register_unit", municipality=municipality.name),
        email=municipality.mailbox or None,
        website=municipality.website,
        origin="register",
        note=wording.say("contact_register"),
        mailbox=municipality.mailbox,
    )


def confirmed_mailbox(municipality: Municipality, points: Sequence[ContactPoint], day: date) -> ContactPoint | None:
    """The municipality's word, given in the last year, that the mailbox of the register is right."""
    mailbox = municipality.mailbox.casefold()
    return next((each for each in points if mailbox and each.email == mailbox and not each.is_stale(day)), None)


def _added_contact(
    points: Sequence[ContactPoint], municipality: Municipality | None, day: date, wording: Wording
) -> wire.Contact:
    """The first of ``points``."""
    point = points[0]
    shown = point.on(day)
    return wire.Contact(
        unit=f"{shown.unit} ({shown.person.name})" if shown.person else shown.unit,
        email=shown.email,
        phone=shown.phone,
        website=shown.website or (municipality.website if municipality else None),
        origin="added",
        verified=not point.is_stale(day),
        note=contact_note(point, day, wording),
        mailbox=municipality.mailbox if municipality else None,
        mailbox_verified=municipality is not None and confirmed_mailbox(municipality, points, day) is not None,
    )


def contact_note(contact: ContactPoint, day: date, wording: Wording) -> str:
    """How far an added contact is to be relied on."""
    if contact.last_confirmed is None:
        return wording.say("contact_added")
    key = "contact_stale" if contact.is_stale(day) else "contact_confirmed"
    return wording.say(key, date=contact.last_confirmed.isoformat())


def _matched(match: Match, told: Sequence[Compared], read: Read, wording: Wording) -> wire.MatchedParticipant:
    return wire.MatchedParticipant(
        name=match.participant.name,
        role=match.participant.role.value,
        role_words=wording.say(f"role_{match.participant.role.value}"),
        municipality=brief(match.municipality),
        asker_population=read.asker.inhabitants,
        distance=distance(match.municipality.population, read.asker, wording),
        fit=fit_sentence(match, told, wording),
        website=match.municipality.website,
    )


@lru_cache(maxsize=4096)
def _facts(shelved: Shelved, wording: Wording) -> dict[str, Any]:
    """What a hit says of its solution whoever asks; worked out once for each language."""
    solution = shelved.solution
    return {
        "id": solution.id,
        "title": solution.title,
        "summary": first_sentences(solution.approach, _SUMMARY_LENGTH),
        "challenge": solution.challenge,
        "owners": [each.name for each in solution.participants if each.role is Role.OWNER],
        "gains": _gains(solution, wording),
        "status": solution.status.value,
        "status_words": wording.say(f"status_{solution.status.value}"),
        "years": _years(solution),
        "sector": solution.sector.value,
        "sector_words": wording.say(f"sector_{solution.sector.value}"),
        "themes": list(solution.themes),
        "language": solution.language,
        "verification": verification(solution, wording),
        "source": _source(solution),
    }


def hit(candidate: Candidate, read: Read, wording: Wording, same_as: str | None = None) -> wire.SolutionHit:
    """One solution of an answer; ``same_as`` is a better one that tells much the same."""
    shelved, match = candidate.shelved, candidate.match
    told = compared(match, read.asker, wording) if match else []
    section = candidate.evidence.section
    return wire.SolutionHit(
        **_facts(shelved, wording),
        score=candidate.score,
        same_as=same_as,
        matched=_matched(match, told, read, wording) if match else None,
        contact=contact(shelved.solution, match.municipality if match else None, wording, shelved.contacts),
        passage=wire.PassageFound(section=section.key, text=section.text),
        why=[
            *reasons(match, candidate.evidence, told, wording),
            *wish_reasons(shelved.solution, read.used.wishes, wording),
        ],
        scores=wire.Scores(
            total=candidate.score,
            text=candidate.text_score,
            nearness=candidate.nearness,
            size_nearness=match.size_nearness if match else None,
            place_nearness=match.nearness.place if match else None,
            coverage=candidate.evidence.coverage,
        ),
    )


def query_understood(read: Read, register: MunicipalityRegister) -> wire.QueryUnderstood:
    """What was understood of the question."""
    ask, used = read.ask, read.used
    counties = read.conditions.counties or read.asker.counties
    names = register.counties()
    who = read.asker.municipality
    return wire.QueryUnderstood(
        text=ask.text,
        matched_text=used.text,
        municipality=brief(who) if who else None,
        municipality_from=("parameter" if ask.municipality else "question") if who else None,
        population=used.population,
        population_min=read.conditions.population_min,
        population_max=read.conditions.population_max,
        size_word=used.size_word,
        counties=[County(number=each, name=names[each]) for each in counties],
        counties_are_filter=bool(read.conditions.counties),
        region=read.asker.region,
        sector=list(ask.sectors),
        status=list(ask.statuses),
        verification=list(ask.verifications),
        language=ask.language,
        sector_wish=[each.value for each in used.wishes.sectors],
        status_wish=used.wishes.status.value if used.wishes.status else None,
        year_from=used.wishes.years.low if used.wishes.years else None,
        year_to=used.wishes.years.high if used.wishes.years else None,
        field_words=list(used.field_words),
        parts=list(used.parts),
        left_out=[part for part in read.understood.parts if part in ask.without],
        words_found=bool(read.words),
        # A municipality chosen by the caller settles what the question left open.
        notes=[] if "municipality" in ask.unused else list(used.notes),
    )


def answer(
    found: Found,
    register: MunicipalityRegister,
    wording: Wording,
    beside: FoundPassages | None = None,
    following: str | None = None,
) -> wire.Answer:
    """The whole answer, with the passages found ``beside`` it, and the address of the ``following`` solutions."""
    passages = beside.passages if beside else []
    same = told_above([candidate.shelved for candidate in found.candidates])
    message = None
    if not found.read.words:
        message = wording.say("no_words")
    elif not found.candidates:
        message = wording.say("nothing_found" if found.read.conditions.any else "nothing_at_all")
    elif not found.answers:
        message = wording.say("no_good_match")
    return wire.Answer(
        query=query_understood(found.read, register),
        answer_found=found.answers,
        similarity=found.similarity,
        message=message,
        results=[
            hit(candidate, found.read, wording, same.get(candidate.shelved.solution.id))
            for candidate in found.candidates
        ],
        total=found.total,
        next=following,
        passages_label=wording.say("passages_label") if passages else None,
        passages=[passage_hit(each, wording) for each in passages],
    )


def _funding(solution: Solution, wording: Wording) -> str | None:
    funding = solution.funding
    if funding is None or not (funding.scheme or funding.amount_nok):
        return None
    scheme = funding.scheme or wording.say("unnamed_scheme")
    if funding.year:
        scheme = f"{scheme} ({funding.year})"
    if funding.amount_nok is None:
        return scheme
    return wording.say("funding_amount", scheme=scheme, amount=number(funding.amount_nok))


def solution_detail(shelved: Shelved, wording: Wording) -> wire.SolutionDetail:
    """Everything known of one solution."""
    solution, register = shelved.solution, shelved.register
    first = next((each for each in solution.owners_and_adopters), None)
    owner = register.get(first.kommunenummer[0]) if first else None
    return wire.SolutionDetail(
        id=solution.id,
        title=solution.title,
        challenge=solution.challenge,
        approach=solution.approach,
        lessons=solution.lessons,
        prerequisites=solution.prerequisites,
        participants=[
            wire.ParticipantDetail(
                name=each.name,
                type=each.type.value,
                role=each.role.value,
                role_words=wording.say(f"role_{each.role.value}"),
                municipalities=[brief(register.get(nummer)) for nummer in each.kommunenummer],
                link_note=each.link_note,
            )
            for each in solution.participants
        ],
        gains=_gains(solution, wording),
        funding=_funding(solution, wording),
        status=solution.status.value,
        status_words=wording.say(f"status_{solution.status.value}"),
        years=_years(solution),
        sector=solution.sector.value,
        sector_words=wording.say(f"sector_{solution.sector.value}"),
        themes=list(solution.themes),
        innovation_type=solution.innovation_type.value,
        language=solution.language,
        verification=verification(solution, wording),
        source=_source(solution),
        contact=contact(solution, owner, wording, shelved.contacts),
    )
