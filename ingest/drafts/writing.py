"""A draft as a file a person can finish: the template of an experience, with what the source says as comments.

What must be judged or restated stands as FYLL INN, which the intake refuses; so a draft cannot be published unread.
"""

from collections.abc import Sequence
from pathlib import Path

from ingest.drafts.proposing import Draft, Quote, Wording
from ingest.front_matter import OneLine, front_matter_text
from ingest.text_files import write_text
from ingest.validation import UNFILLED
from kunnskapsbase.document import Document, Spot
from kunnskapsbase.municipalities import MunicipalityRegister


def spot_in_words(spot: Spot) -> str:
    """«s. 12», «lysbilde 3», «12:34» or «rad 7»; empty where nothing is known."""
    if spot.page is not None:
        return f"s. {spot.page}"
    if spot.slide is not None:
        return f"lysbilde {spot.slide}"
    if spot.second is not None:
        return f"{int(spot.second) // 60}:{int(spot.second) % 60:02}"
    return f"rad {spot.row}" if spot.row is not None else ""


def _comment(quotes: Sequence[Quote]) -> str:
    lines = []
    for quote in quotes:
        where = spot_in_words(quote.spot)
        # Two hyphens would end the comment.
        lines.append(f"- «{quote.text.replace('--', '–')}»" + (f" ({where})" if where else ""))
    return "<!-- Kilden sier (skriv det med egne ord, og slett dette):\n" + "\n".join(lines) + "\n-->\n"


def _worded(words: str) -> str:
    """The placeholder, with a language model's words behind it: they are as unpublishable as none until judged."""
    return f"{UNFILLED} (forslag fra språkmodell): {words}" if words else UNFILLED


def draft_text(draft: Draft, document: Document, register: MunicipalityRegister) -> str:
    """The Markdown of a draft: an experience's file with FYLL INN where a person must decide."""
    wording = draft.wording or Wording()
    fields: dict[str, object] = {
        "id": UNFILLED,
        "tittel": _worded(wording.title),
        "maalform": document.language if document.language in {"nb", "nn"} else UNFILLED,
        "sektor": UNFILLED,
        "tema": [UNFILLED],
        "innovasjonstype": UNFILLED,
        "status": UNFILLED,
        "aktorer": [
            {
                "navn": f"{register.get(number).name} kommune",
                "type": "kommune",
                "rolle": UNFILLED,
                "kommunenummer": OneLine([number]),
            }
            for number in draft.kommunenummer
        ],
        "kilde": {
            "url": document.url or UNFILLED,
            "tittel": document.title,
            "utgiver": document.publisher or UNFILLED,
            "type": "webinar" if document.kind == "webinar" else "rapport",
            **({"dato": document.date} if document.date else {}),
        },
        **({"kontakt": {"enhet": draft.contacts[0]}} if draft.contacts else {}),
    }
    gains = (
        f"\n{_comment(draft.gains)}\n<!-- Skriv gevinstene inn i hodet under «gevinster». -->\n" if draft.gains else ""
    )
    sections = [
        ("Utfordring", draft.challenge, wording.challenge),
        ("Løsning", draft.approach, wording.approach),
        ("Erfaringer", draft.lessons, wording.lessons),
    ]
    prose = "".join(
        f"\n## {heading}\n\n{_comment(quotes) if quotes else ''}{_worded(words)}\n"
        for heading, quotes, words in sections
        if quotes or words or heading != "Erfaringer"
    )
    reasons = "; ".join(draft.reasons)
    judged = (
        f"<!-- Utkast «{draft.title}». Sikkerhet: {draft.confidence} ({reasons}). Les kilden før du bruker det. -->"
    )
    return f"{front_matter_text(fields)}\n{judged}\n{gains}{prose}"


def write_drafts(
    found: Sequence[Draft], document: Document, register: MunicipalityRegister, folder: Path
) -> list[Path]:
    """Write each draft to ``folder/<draft id>.md``; a file somebody has begun to fill in is left as it is."""
    written = []
    for draft in found:
        place = folder / f"{draft.id}.md"
        if not place.exists():
            write_text(place, draft_text(draft, document, register))
            written.append(place)
    return written
