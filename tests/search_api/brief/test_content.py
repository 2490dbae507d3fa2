"""What stands on the page: what is known, in the reader's language, and nothing that is not known."""

from datetime import date

import pytest

from search_api.brief.content import Brief, Mark, Section, tell
from search_api.brief.cutting import by_sentences
from search_api.brief.fitting import fitted
from search_api.shelf import Shelved
from search_api.wording import Language, wording
from tests.support.told import REGISTER, beside, changed, corpus_solutions, overwhelming

DAY = date(2026, 11, 29)
UNKNOWN = "ikke oppgitt i kilden"


def told(shelved: Shelved, asker: str | None = None, language: Language = "nb") -> Brief:
    words, who = wording(language), REGISTER.get(asker) if asker else None
    return fitted(tell(shelved, who, words, DAY, beside(shelved, who)), words)


def named(solution_id: str) -> Shelved:
    return next(each for each in corpus_solutions() if each.solution.id == solution_id)


def section(brief: Brief, heading: str) -> Section:
    return next(each for each in (*brief.main, *brief.side) if each.heading == heading)


def text(part: Section) -> str:
    return "\n".join(f"{line.label} {line.text}".strip() for line in part.lines)


def test_it_opens_with_what_was_done_and_asks_last_whether_the_municipality_is_ready() -> None:
    brief = told(named("bodo-digitalt-tilsyn"))
    headings = [each.heading for each in brief.main]
    assert headings == [
        "Hva de gjorde",
        "Slik var det før",
        "Hva det ga",
        "Hva det krever",
        "Hva de lærte, også det som ikke virket",
        "Er dere klare?",
    ]
    assert "sensorer i fire rom" in text(brief.main[0])
    assert all(line.mark is Mark.BOX for line in brief.main[-1].lines)
    assert len(brief.main[-1].lines) == 5


def test_every_gain_says_what_stands_behind_it() -> None:
    gains = section(told(named("bodo-digitalt-tilsyn")), "Hva det ga")
    assert len(gains.lines) == 3
    assert all(line.text.endswith("(oppgitt av kilden)") for line in gains.lines)


def test_what_the_source_does_not_tell_is_said_not_to_be_told_and_never_filled_in() -> None:
    bare = changed(
        named("bodo-digitalt-tilsyn"), gains=(), lessons=None, prerequisites=None, approach="De hengte opp sensorer."
    )
    brief = told(bare)
    assert text(section(brief, "Hva det ga")) == UNKNOWN
    assert text(section(brief, "Hva de lærte, også det som ikke virket")) == UNKNOWN
    assert text(section(brief, "Hva det krever")).splitlines() == [
        f"Forutsetninger: {UNKNOWN}",
        f"Penger: {UNKNOWN}",
        f"Folk: {UNKNOWN}",
    ]


@pytest.mark.parametrize(
    ("approach", "label", "says"),
    [
        ("De bygde et anlegg. Det kostet 2,5 millioner kroner.", "Penger:", "Det kostet 2,5 millioner kroner."),
        ("De betalte 400 000 kr for utstyret. De var glade.", "Penger:", "De betalte 400 000 kr for utstyret."),
        ("Det tok to årsverk. De var glade.", "Folk:", "Det tok to årsverk."),
        ("Ein prosjektleiar vart tilsett. Dei var glade.", "Folk:", "Ein prosjektleiar vart tilsett."),
        ("De stilte krav om 3 000 trær.", "Penger:", UNKNOWN),
        ("Forestillingen ble vist for alle.", "Folk:", UNKNOWN),
    ],
)
def test_sentences_that_tell_of_money_or_staff_are_lifted_out_word_for_word(
    approach: str, label: str, says: str
) -> None:
    only = changed(named("bodo-digitalt-tilsyn"), approach=approach, lessons=None, prerequisites=None)
    lines = {line.label: line.text for line in section(told(only), "Hva det krever").lines}
    assert lines[label] == says


def test_a_grant_is_called_a_grant_and_not_a_cost() -> None:
    funded = next(each for each in corpus_solutions() if each.solution.funding and each.solution.funding.amount_nok)
    (money,) = [line for line in section(told(funded), "Hva det krever").lines if line.label == "Penger:"]
    assert money.text.startswith("Tilskudd: ")
    assert "kroner" in money.text


def test_without_an_asker_those_who_did_it_are_listed_with_their_size() -> None:
    brief = told(named("bodo-digitalt-tilsyn"))
    assert "53\u00a0638 innbyggere" in text(section(brief, "Hvem har gjort det?"))


def test_with_an_asker_the_page_tells_what_fits_what_does_not_and_asks_the_one_most_like_them() -> None:
    brief = told(named("tolv-distriktskommuner-boligetablering"), "5614")
    near = section(brief, "Hvem ligner på dere?")
    assert near.lines[0].text.startswith("Sett fra Loppa")
    assert near.lines[1].label == "Hasvik:"
    assert "Nabokommunen deres" in near.lines[1].text
    assert text(section(brief, "Hvem kan dere spørre?")).startswith("Hasvik kommune, postmottak:")
    assert "løsningen må kanskje skaleres" in text(
        section(told(named("bodo-digitalt-tilsyn"), "5614"), "Hvem ligner på dere?")
    )


def test_the_askers_own_solution_is_called_their_own() -> None:
    near = section(told(named("bodo-digitalt-tilsyn"), "1804"), "Hvem ligner på dere?")
    assert "Dette er deres egen løsning" in text(near)


def test_the_source_and_the_level_of_verification_are_on_the_page() -> None:
    brief = told(named("bodo-digitalt-tilsyn"))
    source = section(brief, "Kilde")
    assert [line.href for line in source.lines if line.href] == [
        "https://www.atea.dk/blog/norske-erfaringer-med-digital-tilsyn/"
    ]
    assert "lest fra kilden, ikke kontrollert" in text(source)
    assert "lest fra kilden, ikke kontrollert" in brief.facts


def test_in_nynorsk_the_pages_own_words_are_nynorsk_and_the_texts_keep_their_language() -> None:
    brief = told(named("bodo-digitalt-tilsyn"), language="nn")
    assert brief.language == "nn"
    assert brief.main[0].heading == "Kva dei gjorde"
    assert brief.main[0].lines[0].language == "nb"
    assert brief.main[-1].lines[0].language == "nn"


def test_a_long_text_is_shortened_by_whole_sentences_and_points_to_the_source() -> None:
    text = "Først gjorde de dette. Så kom kl. 12 den 3. mai. " + "Til slutt gikk det bra. " * 50
    short = by_sentences(text, 60, "Resten står i kilden.", "For lang.")
    assert short == "Først gjorde de dette. Så kom kl. 12 den 3. mai. Resten står i kilden."
    assert by_sentences("ord " * 100, 60, "Resten står i kilden.", "For lang.") == "For lang."
    assert by_sentences("Kort.", 60, "Resten står i kilden.", "For lang.") == "Kort."


def test_control_characters_and_line_breaks_become_spaces() -> None:
    odd = changed(named("bodo-digitalt-tilsyn"), approach="Først\x00dette.\n\nSå\u202edet.")
    assert text(told(odd).main[0]) == "Først dette. Så det."


def test_what_there_is_no_room_for_is_counted() -> None:
    brief = told(overwhelming("Dette er en setning. " * 40))
    gains = section(brief, "Hva det ga")
    assert gains.lines[-1].text.startswith("… og ")
    assert gains.lines[-1].text.endswith(" til; se kilden")


@pytest.mark.parametrize(
    ("language", "heading", "said"),
    [
        ("nb", "Hvem kan hjelpe dere?", "Bodø: har det i drift, ikke spurt ennå"),
        ("nn", "Kven kan hjelpe dykk?", "Bodø: har det i drift, ikkje spurd enno"),
    ],
)
def test_who_could_help_is_told_to_the_one_that_asks_and_that_nobody_has_asked_them(
    language: Language, heading: str, said: str
) -> None:
    solution = named("bodo-digitalt-tilsyn")
    assert text(section(told(solution, "5614", language), heading)) == said
    assert heading not in [each.heading for each in told(solution, None, language).side]


def test_the_municipality_is_not_told_to_ask_itself() -> None:
    assert text(section(told(named("bodo-digitalt-tilsyn"), "1804"), "Hvem kan hjelpe dere?")) == (
        "Vi fant ingen å foreslå."
    )
