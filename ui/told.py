"""What a source tells of a solution, and how far it has been checked, as HTML."""

from search_api import wire
from ui.markup import anchor, bullets, text
from ui.texts import Texts
from ui.writing import date, sentence


def gains_html(gains: list[wire.Gain], texts: Texts) -> str:
    """Each gain with what stands behind it."""
    if not gains:
        return f"<p>{text(texts.say('no_gains'))}</p>"
    return bullets(f'{text(gain.text)} <span class="belegg">({text(gain.evidence)})</span>' for gain in gains)


def source_html(source: wire.Source, verification: wire.Verification, texts: Texts) -> str:
    """Where it is told, by whom and when, and how far it has been checked."""
    about = [source.publisher, date(source.date) if source.date else ""]
    where = ", ".join([anchor(source.title, source.url), *(text(each) for each in about if each)])
    key = "verification_date" if verification.date else "verification"
    checked = texts.say(key, words=verification.words, date=date(verification.date or ""))
    return f"<p>{where}<br>{text(sentence(checked))}</p>"
