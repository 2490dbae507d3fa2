"""The dataset in the words of DCAT-AP-NO 3, as JSON-LD, for data.norge.no and others that harvest.

The profile's mandatory properties: title, description, publisher and contact of the catalogue and the dataset, the
dataset's theme, and where each distribution is found. Publisher and contact are the settings' to say; without them they
are left out rather than made up, and the description is then not complete.
"""

from collections.abc import Sequence
from typing import Any

from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from search_api.wording import wording

_EU = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
_ORGANISATIONS = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGES = {"nb": "NOB", "nn": "NNO"}


def catalogue(solutions: Sequence[Solution], changed: str | None, base: str, settings: Settings) -> dict[str, Any]:
    """A catalogue of one dataset; ``changed`` is when it last was, and ``base`` begins every address."""
    shared = _shared(settings)
    if changed:
        shared["dct:modified"] = {"@type": "xsd:dateTime", "@value": changed}
    dataset, service = f"{base}/v1/dataset#datasett", f"{base}/v1/dataset#api"
    return {
        "@context": _CONTEXT,
        "@graph": [
            {
                "@id": f"{base}/v1/dataset#katalog",
                "@type": "dcat:Catalog",
                "dct:title": _said("dataset_catalogue"),
                "dct:description": _said("dataset_catalogue_description"),
                "dcat:dataset": {"@id": dataset},
                "dcat:service": {"@id": service},
                **shared,
            },
            {
                "@id": dataset,
                "@type": "dcat:Dataset",
                "dct:identifier": dataset,
                "dct:title": _said("dataset_title"),
                "dct:description": _said("dataset_description"),
                "dcat:keyword": _keywords(),
                "dcat:theme": {"@id": f"{_EU}/data-theme/GOVE"},
                "dct:accessRights": {"@id": f"{_EU}/access-right/PUBLIC"},
                "dct:spatial": {"@id": f"{_EU}/country/NOR"},
                "dcat:distribution": [_distribution("csv", base), _distribution("json", base)],
                **_covered(solutions),
                **shared,
            },
            {
                "@id": service,
                "@type": "dcat:DataService",
                "dct:title": _said("dataset_service"),
                "dcat:endpointURL": {"@id": f"{base}/v1"},
                "dcat:endpointDescription": {"@id": f"{base}/openapi.json"},
                "dcat:servesDataset": {"@id": dataset},
                **_responsible(settings),
            },
        ],
    }


def _said(key: str) -> list[dict[str, str]]:
    return [{"@language": each, "@value": wording(each).say(key)} for each in ("nb", "nn")]


def _keywords() -> list[dict[str, str]]:
    return [
        {"@language": each["@language"], "@value": word.strip()}
        for each in _said("dataset_keywords")
        for word in each["@value"].split(",")
    ]


def _licence() -> dict[str, str]:
    return {"@id": f"{_EU}/licence/CC_BY_4_0"}


def _shared(settings: Settings) -> dict[str, Any]:
    languages = [{"@id": f"{_EU}/language/{code}"} for code in _LANGUAGES.values()]
    return {"dct:language": languages, "dct:license": _licence(), **_responsible(settings)}


def _responsible(settings: Settings) -> dict[str, Any]:
    """Who publishes and who answers, as far as the settings say."""
    told: dict[str, Any] = {}
    if settings.publisher:
        publisher: dict[str, Any] = {"@type": "foaf:Agent", "foaf:name": settings.publisher}
        if settings.publisher_number:
            publisher["@id"] = f"{_ORGANISATIONS}/{settings.publisher_number}"
            publisher["dct:identifier"] = settings.publisher_number
        told["dct:publisher"] = publisher
    if at := settings.publisher_contact:
        reached = {"vcard:hasEmail": {"@id": f"mailto:{at}"}} if "@" in at else {"vcard:hasURL": {"@id": at}}
        told["dcat:contactPoint"] = {
            "@type": "vcard:Organization",
            "vcard:fn": _said("dataset_contact"),
            **reached,
        }
    return told


def _distribution(kind: str, base: str) -> dict[str, Any]:
    """All solutions as a sheet, or as JSON by the thousand."""
    more = "&limit=1000" if kind == "json" else ""
    address = {"@id": f"{base}/v1/dataset/solutions?format={kind}{more}"}
    media_type = "text/csv" if kind == "csv" else "application/json"
    return {
        "@type": "dcat:Distribution",
        "dct:title": _said(f"dataset_{kind}"),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}/{media_type}"},
        "dct:format": {"@id": f"{_EU}/file-type/{kind.upper()}"},
        "dct:license": _licence(),
    }


def _covered(solutions: Sequence[Solution]) -> dict[str, Any]:
    """The years the solutions are from, where any tell."""
    years = [year for each in solutions for year in (each.year_start, each.year_end) if year]
    if not years:
        return {}
    return {
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": f"{min(years)}-01-01"},
            "dcat:endDate": {"@type": "xsd:date", "@value": f"{max(years)}-12-31"},
        }
    }
