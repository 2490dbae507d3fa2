"""From networks and schemes to what goes over the wire, in the reader's language."""

from collections.abc import Iterable
from datetime import date

from kunnskapsbase.entity import EntitySource
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import Network, Networks
from kunnskapsbase.scheme import Scheme
from kunnskapsbase.solution import Solution
from search_api.entities import wire
from search_api.entities.at_hand import Entities
from search_api.presenting_municipalities import brief
from search_api.shelf import Shelved
from search_api.wire import SolutionDetail
from search_api.wire_municipalities import NetworkLink, SchemeLink
from search_api.wording import Wording


def network_links(networks: Iterable[Network], words: Wording) -> list[NetworkLink]:
    """Networks beside a municipality or a solution."""
    return [_network_link(each, words) for each in networks]


def scheme_links(schemes: Iterable[Scheme], today: date, words: Wording) -> list[SchemeLink]:
    """Schemes beside a solution."""
    return [_scheme_link(each, today, words) for each in schemes]


def _network_link(network: Network, words: Wording) -> NetworkLink:
    kind = network.kind.value
    return NetworkLink(id=network.id, name=network.name, kind=kind, kind_words=words.say(f"network_{kind}"))


def _scheme_link(scheme: Scheme, today: date, words: Wording) -> SchemeLink:
    standing = scheme.standing(today).value
    return SchemeLink(
        id=scheme.id,
        name=scheme.name,
        status=standing,
        status_words=words.say(f"scheme_{standing}"),
        expired=scheme.expired(today),
    )


def with_entities(detail: SolutionDetail, shelved: Shelved, entities: Entities, words: Wording) -> SolutionDetail:
    """``detail`` with the schemes that its funding names, and the networks of those who lead it."""
    today = date.today()
    funding = shelved.solution.funding
    schemes = entities.schemes().financing(funding.scheme if funding else None)
    known = entities.networks()
    theirs = {
        network.id: network
        for _, municipality in shelved.leading
        for network in known.of(municipality.kommunenummer, today.year)
    }
    links = {"schemes": scheme_links(schemes, today, words), "networks": network_links(theirs.values(), words)}
    return detail.model_copy(update=links)


def network_row(
    network: Network, networks: Networks, register: MunicipalityRegister, year: int, words: Wording
) -> wire.NetworkRow:
    """A network in a list, as it was in ``year``."""
    counties = networks.county_numbers(network, year)
    return wire.NetworkRow(
        **_network_link(network, words).model_dump(),
        about=network.about,
        members=sum(member.current for member in networks.members(network, year)),
        counties=[register.counties()[number] for number in counties],
        crosses_counties=len(counties) > 1,
        ended=network.ended(year),
        year_start=network.year_start,
        year_end=network.year_end,
        website=network.website,
        certainty=network.certainty.value,
        certainty_words=words.say(f"certainty_{network.certainty.value}"),
        sources=_sources(network.sources),
    )


def network_detail(
    row: wire.NetworkRow, network: Network, networks: Networks, year: int, solutions: list[wire.SolutionLink]
) -> wire.NetworkDetail:
    """Everything known of the network that ``row`` tells of in short."""
    memberships = [
        wire.Membership(
            municipality=brief(member.municipality), since=member.since, until=member.until, current=member.current
        )
        for member in networks.members(network, year)
    ]
    return wire.NetworkDetail(
        **row.model_dump(),
        other_names=list(network.aliases),
        note=network.note,
        memberships=memberships,
        solutions=solutions,
    )


def scheme_row(scheme: Scheme, financed: int, today: date, words: Wording) -> wire.SchemeRow:
    """A scheme in a list; ``financed`` is how many solutions name it."""
    level = scheme.level.value if scheme.level else None
    return wire.SchemeRow(
        **_scheme_link(scheme, today, words).model_dump(),
        purpose=scheme.purpose,
        who_may_apply=scheme.who_may_apply,
        deadline=scheme.deadline,
        deadline_words=scheme.deadline_text,
        link=scheme.link,
        manager=scheme.manager,
        level=level,
        level_words=words.say(f"level_{level}") if level else None,
        checked=scheme.checked,
        solutions=financed,
        sources=_sources(scheme.sources),
    )


def scheme_detail(scheme: Scheme, financed: list[wire.SolutionLink], today: date, words: Wording) -> wire.SchemeDetail:
    """Everything known of a scheme."""
    row = scheme_row(scheme, len(financed), today, words)
    return wire.SchemeDetail(**row.model_dump(), other_names=list(scheme.aliases), note=scheme.note, financed=financed)


def solution_link(solution: Solution, words: Wording) -> wire.SolutionLink:
    """A solution beside the network or the scheme it has to do with."""
    return wire.SolutionLink(
        id=solution.id,
        title=solution.title,
        status=solution.status.value,
        status_words=words.say(f"status_{solution.status.value}"),
        sector=solution.sector.value,
        sector_words=words.say(f"sector_{solution.sector.value}"),
    )


def _sources(sources: Iterable[EntitySource]) -> list[wire.EntitySource]:
    return [
        wire.EntitySource(title=each.title, publisher=each.publisher, url=each.url, year=each.year) for each in sources
    ]
