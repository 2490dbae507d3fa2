"""What was understood of a question, in one line, so that the asker can see what was searched for."""

from search_api import wire
from ui.escaping import inline
from ui.texts import Texts
from ui.writing import number

_BETWEEN = " · "
_ON_A_CHIP = 2


def understood_line(query: wire.QueryUnderstood, texts: Texts) -> str:
    """The line, as Markdown."""
    parts = [*_who(query, texts), *_where(query, texts), *_bounds(query, texts), *_wishes(query, texts)]
    searched = " ".join(query.matched_text.split()).strip(" ?.,;:!") or query.text
    parts.append(texts.say("understood_searched", text=searched))
    if query.field_words:
        parts.append(texts.say("understood_field_words", words=", ".join(query.field_words)))
    return inline(texts.say("understood", parts=_BETWEEN.join(parts)))


def removable(query: wire.QueryUnderstood, texts: Texts) -> list[tuple[wire.Part, str]]:
    """What the question's own words gave, each with what it is called: every one can be taken away."""
    return [(part, _called(part, query, texts)) for part in query.parts]


def _called(part: wire.Part, query: wire.QueryUnderstood, texts: Texts) -> str:
    """What a part is called, where it was understood."""
    # Bounds may be the asker's own filters; a size that the words say is called by those.
    said_size = query.model_copy(update={"population_min": None, "population_max": None})
    named = {
        "municipality": query.municipality.name if query.municipality else "",
        "size": ", ".join(_size(said_size, texts) or _size(query, texts)),
        "county": _listed([each.name for each in query.counties], texts),
        "region": query.region or "",
        "sector": _listed([texts.or_itself("sector", each) for each in query.sector_wish], texts),
        "status": texts.or_itself("wish", query.status_wish) if query.status_wish else "",
        "year": _years(query, texts),
        "field_words": texts.say("understood_field_words_chip", words=_shortened(query.field_words)),
    }
    return named[part]


def _shortened(words: list[str]) -> str:
    """As many as a button has room for."""
    return ", ".join(words[:_ON_A_CHIP]) + (" …" if len(words) > _ON_A_CHIP else "")


def _who(query: wire.QueryUnderstood, texts: Texts) -> list[str]:
    parts = []
    if query.municipality:
        name, count = query.municipality.name, number(query.municipality.population)
        # A size said in the question is the one that counts; two numbers side by side would only confuse.
        said = query.population is not None
        parts.append(name if said else texts.say("understood_municipality", name=name, count=count))
    return [*parts, *_size(query, texts)]


def _size(query: wire.QueryUnderstood, texts: Texts) -> list[str]:
    parts = []
    if query.population is not None:
        parts.append(texts.say("understood_inhabitants", count=number(query.population)))
    low, high = query.population_min, query.population_max
    if low is not None and high is not None:
        parts.append(texts.say("understood_between", low=number(low), high=number(high)))
    elif low is not None:
        parts.append(texts.say("understood_from", low=number(low)))
    elif high is not None:
        parts.append(texts.say("understood_to", high=number(high)))
    if query.size_word:
        parts.append(texts.or_itself("understood_size", query.size_word))
    return parts


def _where(query: wire.QueryUnderstood, texts: Texts) -> list[str]:
    counties = _listed([each.name for each in query.counties], texts)
    if counties and query.counties_are_filter:
        counties = texts.say("understood_only", what=counties)
    return [each for each in (counties, query.region) if each]


def _bounds(query: wire.QueryUnderstood, texts: Texts) -> list[str]:
    parts = []
    for kind, words in (("sector", query.sector), ("status", query.status), ("level", query.verification)):
        if words:
            named = _listed([texts.or_itself(kind, word) for word in words], texts)
            parts.append(texts.say("understood_only", what=named))
    if query.language:
        language = texts.say(f"language_{query.language}").lower()
        parts.append(texts.say("understood_only", what=texts.say("understood_language", language=language)))
    return parts


def _wishes(query: wire.QueryUnderstood, texts: Texts) -> list[str]:
    wished = [_called(part, query, texts) for part in query.parts if part in {"sector", "status", "year"}]
    return [texts.say("understood_wish", what=each) for each in wished]


def _years(query: wire.QueryUnderstood, texts: Texts) -> str:
    low, high = query.year_from, query.year_to
    if low is not None and high is not None:
        return str(low) if low == high else f"{low}–{high}"
    if low is not None:
        return texts.say("understood_years_from", low=low)
    return texts.say("understood_years_to", high=high) if high is not None else ""


def _listed(words: list[str], texts: Texts) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {texts.say('and')} {words[-1]}"
