"""Municipalities as they go over the wire."""

from functools import lru_cache

from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from search_api.wire_municipalities import MunicipalityBrief, MunicipalityDetail
from search_api.wording import Wording


@lru_cache(maxsize=1024)
def brief(municipality: Municipality) -> MunicipalityBrief:
    """A municipality as it stands in a list."""
    return MunicipalityBrief(
        kommunenummer=municipality.kommunenummer,
        name=municipality.name,
        county=municipality.county,
        population=municipality.population,
        population_date=municipality.population_date,
        centrality=municipality.centrality,
    )


def municipality_detail(
    municipality: Municipality, register: MunicipalityRegister, wording: Wording, confirmed: str | None = None
) -> MunicipalityDetail:
    """A municipality with everything the register knows; ``confirmed`` is what is said of a mailbox that has been."""
    return MunicipalityDetail(
        **brief(municipality).model_dump(),
        other_names=list(municipality.other_names),
        county_number=municipality.county_number,
        region=municipality.region,
        kostra_group=municipality.kostra_group,
        language_form=municipality.language_form,
        regional_councils=list(municipality.regional_councils),
        economic_region=municipality.economic_region,
        neighbours=[brief(register.get(each)) for each in municipality.neighbours],
        administrative_centre=municipality.administrative_centre,
        website=municipality.website,
        mailbox=municipality.mailbox,
        mailbox_verified=confirmed is not None,
        mailbox_note=confirmed or wording.say("mailbox_note"),
        earlier_numbers=list(municipality.earlier_numbers),
    )
