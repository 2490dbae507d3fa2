"""How large two municipalities are beside each other, and how central: bars that need no colour, and words."""

from search_api.wire_municipalities import MunicipalityBrief
from ui.markup import text
from ui.texts import Texts
from ui.writing import number

# A bar shorter than this, in per cent of the longest, could not be seen.
_SHORTEST = 0.6


def size_bars(
    other: MunicipalityBrief,
    ours: MunicipalityBrief | None,
    texts: Texts,
    asked_for: int | None = None,
) -> str:
    """The inhabitants of a municipality beside ours as HTML: a line each, with a bar, the number and the centrality.

    ``asked_for`` is a number of inhabitants that the question says; it goes before our own.
    """
    rows = [(other.name, other.population, texts.say(f"centrality_{other.centrality}"))]
    if ours is None and asked_for is not None:
        rows.append((texts.say("size_asked"), asked_for, ""))
    elif ours is not None and ours.kommunenummer != other.kommunenummer:
        central = texts.say(f"centrality_{ours.centrality}")
        rows.append((texts.say("size_ours", name=ours.name), asked_for or ours.population, central))
    most = max(population for _, population, _ in rows)
    return f'<dl class="storrelse">{"".join(_row(*row, most, texts) for row in rows)}</dl>'


def _row(name: str, population: int, central: str, most: int, texts: Texts) -> str:
    width = max(100 * population / max(most, 1), _SHORTEST)
    said = ", ".join(each for each in (texts.say("size_inhabitants", count=number(population)), central) if each)
    return (
        f'<div><dt>{text(name)}</dt><dd><span class="stolpe" aria-hidden="true" style="width:{width:.1f}%"></span>'
        f"<span>{text(said)}</span></dd></div>"
    )
