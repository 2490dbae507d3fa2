"""From what a person wrote to a model of the domain, with everything that is wrong said in Norwegian, by line."""

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ingest.front_matter import FrontMatter, Place, Value
from ingest.problems import Problem
from kunnskapsbase.adoption import Step
from kunnskapsbase.contact_point import Person
from kunnskapsbase.entity import EntitySource
from kunnskapsbase.network import Member
from kunnskapsbase.solution import Contact, Funding, Gain, Participant, Solution, Source, Verification, Webinar

Model = TypeVar("Model", bound=BaseModel)

UNFILLED = "FYLL INN"

# Which model describes the mapping that stands under each field.
PARTS: dict[str, type[BaseModel]] = {
    "aktorer": Participant,
    "gevinster": Gain,
    "finansiering": Funding,
    "kilde": Source,
    "kontakt": Contact,
    "verifisering": Verification,
    "program": Webinar.Item,
    "medlemmer": Member,
    "kilder": EntitySource,
    "tidligere": Step,
    "person": Person,
}

_WHAT_A_PATTERN_ASKS = {
    Solution.model_json_schema()["properties"]["id"]["pattern"]: "bruk små bokstaver a–z, tall og bindestrek, for "
    "eksempel «asker-digital-byggesoknad» (æ blir ae, ø blir o, å blir a)",
    r"^\d{4}$": "skriv kommunenummeret med fire sifre i anførselstegn, for eksempel '0301'",
    r"^\d{2}$": "skriv fylkesnummeret med to sifre i anførselstegn, for eksempel '46'",
    r"^https?://\S+$": "skriv hele adressen, fra http:// eller https://, uten mellomrom",
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "skriv datoen så nøyaktig som kilden gjør: 2021, 2021-05 eller 2021-05-04",
    r"^\d{4}-\d{2}-\d{2}$": "skriv datoen som år-måned-dag: 2021-05-04",
    Contact.model_json_schema()["properties"]["epost"]["anyOf"][0]["pattern"]: "skriv en e-postadresse, for eksempel "
    "post@kommunen.no",
}


def _allowed(error: ErrorDetails) -> str:
    expected = str(error.get("ctx", {}).get("expected", ""))
    values = [part.strip().strip("'") for part in expected.replace(" or ", ", ").split(",")]
    near = nearest(str(error["input"]), values)
    hint = f" Mente du «{near}»?" if near else ""
    return f"«{error['input']}» er ikke blant de tillatte verdiene.{hint} Velg én av: {', '.join(values)}"


def _empty_or(kind: str) -> Callable[[ErrorDetails], str]:
    def say(error: ErrorDetails) -> str:
        if error["input"] is None:
            return "feltet er tomt. Fyll det ut, eller slett linjen hvis feltet kan sløyfes"
        return f"skal være {kind}"

    return say


def _number(kind: str) -> Callable[[ErrorDetails], str]:
    def say(error: ErrorDetails) -> str:
        if error["input"] is None:
            return "feltet er tomt. Fyll det ut, eller slett linjen"
        return f"«{error['input']}» er ikke {kind}. Skriv bare tallet, uten mellomrom og enhet"

    return say


def _limit(text: str, key: str) -> Callable[[ErrorDetails], str]:
    return lambda error: f"{error['input']} er {text} {error.get('ctx', {}).get(key)}. Rett tallet"


_whole_number = _number("et helt tall")
_any_number = _number("et tall (med punktum som desimaltegn)")
_yes_or_no = _empty_or("true eller false")
_a_date = _empty_or("en dag som finnes, skrevet som år-måned-dag: 2021-05-04")
_a_list = _empty_or("en liste: ett punkt på hver linje, med bindestrek og mellomrom foran")
_fields = _empty_or("felter på egne linjer under, med innrykk, og ikke bare en tekst")


# Every error type that the models of the domain can raise; pydantic's own English texts never reach the reader.
_MESSAGES: dict[str, Callable[[ErrorDetails], str]] = {
    "missing": lambda _: "feltet mangler. Legg det til",
    "extra_forbidden": lambda _: "ukjent felt. Slett det",
    "string_type": _empty_or("en tekst, ikke en liste eller flere felter"),
    "string_too_short": lambda _: "feltet er tomt. Fyll det ut, eller slett linjen hvis feltet kan sløyfes",
    "string_pattern_mismatch": lambda error: (
        f"«{error['input']}» har feil form: "
        + _WHAT_A_PATTERN_ASKS.get(str(error.get("ctx", {}).get("pattern")), "se malen i corpus/mal")
    ),
    "enum": _allowed,
    "literal_error": _allowed,
    "tuple_type": _a_list,
    "too_short": lambda _: "listen er tom. Legg til minst ett punkt",
    "model_type": _fields,
    "model_attributes_type": _fields,
    "int_type": _whole_number,
    "int_parsing": _whole_number,
    "int_parsing_size": _whole_number,
    "int_from_float": _whole_number,
    "float_type": _any_number,
    "float_parsing": _any_number,
    "finite_number": _any_number,
    "string_too_long": lambda error: f"teksten er for lang: høyst {error.get('ctx', {}).get('max_length')} tegn",
    "too_long": lambda error: f"listen er for lang: høyst {error.get('ctx', {}).get('max_length')} punkter",
    "bool_type": _yes_or_no,
    "bool_parsing": _yes_or_no,
    "date_type": _a_date,
    "date_parsing": _a_date,
    "date_from_datetime_parsing": _a_date,
    "date_from_datetime_inexact": _a_date,
    "greater_than_equal": _limit("mindre enn", "ge"),
    "less_than_equal": _limit("større enn", "le"),
    "verification": lambda error: error["msg"],
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``word`` was probably meant to be; None where nothing is near."""
    folded = {item.casefold(): item for item in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def name_of(place: Place) -> str:
    """``aktorer[2].rolle`` for a place, counted from 1 as people do."""
    text = ""
    for step in place:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def known_fields(model: type[BaseModel]) -> list[str]:
    """The Norwegian names of the fields of ``model``."""
    return [field.alias or name for name, field in model.model_fields.items()]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with the data, at ``place`` in it; ``missing`` where nothing stands there."""

    place: Place
    message: str
    missing: bool = False


def validate(
    model: type[Model],
    path: str,
    front: FrontMatter,
    data: Mapping[str, Value],
    already_said: Collection[str] = (),
) -> tuple[Model | None, list[Problem]]:
    """``data`` as a ``model``, or everything that keeps it from being one, with the lines of ``front``.

    What ``already_said`` names at the top level is the caller's to report.
    """
    valid, faults = check(model, data, already_said)
    return valid, [Problem(path, front.line(fault.place), fault.message) for fault in faults]


def check(
    model: type[Model], data: Mapping[str, Any], already_said: Collection[str] = ()
) -> tuple[Model | None, list[Fault]]:
    """``data``, from wherever it comes, as a ``model``, or everything that keeps it from being one.

    The years are compared here as well as in the model, which gets to it only when all else is right.
    """
    faults = list(_unknown_fields(model, data))
    known = _without_unknown(model, dict(data))
    faults += _years_reversed(known)
    try:
        return model.model_validate(known), faults
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            said = len(error["loc"]) == 1 and error["loc"][0] in already_said
            # A list whose points are all wrong is «too short» to pydantic; each point has been reported by itself.
            echo = error["type"] == "value_error" or (error["type"] == "too_short" and bool(error["input"]))
            if not said and not echo:
                faults.append(_fault(error))
        return None, faults


def _fault(error: ErrorDetails) -> Fault:
    say = _MESSAGES.get(error["type"])
    text = say(error) if say else f"verdien «{error['input']}» kan ikke brukes. Se malen i corpus/mal"
    place: Place = tuple(error["loc"])
    return Fault(place, f"{name_of(place)}: {text}.", missing=error["type"] in {"missing", "too_short"})


def _mappings(data: Value, place: Place = ()) -> Iterator[tuple[Place, dict[str, Value]]]:
    if isinstance(data, dict):
        yield place, data
        for key, value in data.items():
            yield from _mappings(value, (*place, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _mappings(value, (*place, number))


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    names = [step for step in place if isinstance(step, str)]
    return PARTS.get(names[-1]) if names else model


def _unknown_fields(model: type[BaseModel], data: Mapping[str, Any]) -> Iterator[Fault]:
    for place, mapping in _mappings(dict(data)):
        described = _model_at(model, place)
        if described is None:
            continue
        known = known_fields(described)
        for key in mapping:
            if key in known:
                continue
            near = nearest(key, known)
            hint = f"Mente du «{near}»?" if near else f"Feltene her er: {', '.join(known)}."
            where = f" under {name_of(place)}" if place else ""
            yield Fault((*place, key), f"Ukjent felt «{key}»{where}. {hint}")


def _without_unknown(model: type[BaseModel], data: Value, place: Place = ()) -> Value:
    if isinstance(data, list):
        return [_without_unknown(model, value, (*place, number)) for number, value in enumerate(data)]
    if not isinstance(data, dict):
        return data
    described = _model_at(model, place)
    known = known_fields(described) if described else list(data)
    return {key: _without_unknown(model, value, (*place, key)) for key, value in data.items() if key in known}


def _years_reversed(data: Value) -> Iterator[Fault]:
    if not isinstance(data, dict):
        return
    start, end = (str(data.get(key) or "") for key in ("aar_start", "aar_slutt"))
    # Four figures each: what is no year has been reported as that.
    if start.isdecimal() and end.isdecimal() and len(start) == len(end) == 4 and end < start:
        yield Fault(("aar_slutt",), f"aar_slutt ({end}) er før aar_start ({start}). Bytt om eller rett årene.")


def unfilled(path: str, text: str) -> list[Problem]:
    """The lines where the template's placeholder still stands."""
    return [
        Problem(path, number, f"Her står det «{UNFILLED}» igjen fra malen. Fyll ut feltet, eller slett linjen.")
        for number, line in enumerate(text.split("\n"), 1)
        if UNFILLED in line and not line.lstrip().startswith("#")
    ]
