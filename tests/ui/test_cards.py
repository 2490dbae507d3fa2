"""What stands on a card, for solutions as the real API gives them."""

import pytest

from search_api import wire
from ui.api_client import ApiClient
from ui.cards import card_markdown, who_markdown, why_markdown
from ui.contacts import contact_markdown
from ui.details import details_markdown
from ui.texts import Texts, load_texts
from ui.understood import understood_line

TEXTS = load_texts("nb")


@pytest.fixture(scope="module")
def answer(api: str) -> wire.Answer:
    with ApiClient(api) as client:
        parameters = [("q", "Sterk og stødig trening for eldre i Kristiansund"), ("municipality", "5614")]
        return client.find([*parameters, ("limit", 10)], "nb")


@pytest.fixture(scope="module")
def hit(answer: wire.Answer) -> wire.SolutionHit:
    """A solution whose source gives a telephone number."""
    return next(each for each in answer.results if each.contact and each.contact.phone)


def _plain(text: str) -> str:
    return text.replace("\\", "")


def test_a_contact_of_the_source_can_be_rung_and_written_to_and_is_said_to_be_unverified(hit: wire.SolutionHit) -> None:
    shown = _plain(contact_markdown(hit, TEXTS, "Loppa"))
    assert "#### Hvem dere kan ringe" in shown
    assert "](tel:+47" in shown
    assert "](mailto:" in shown
    assert "[Nettstedet til kommunen](https://" in shown
    assert "Eller kommunens postmottak" in shown
    assert shown.endswith("Oppgitt i kilden. Adressen er ikke bekreftet.")


def test_a_confirmed_contact_is_not_called_unverified(hit: wire.SolutionHit) -> None:
    assert hit.contact
    confirmed = hit.model_copy(update={"contact": hit.contact.model_copy(update={"verified": True})})
    assert "ikke bekreftet" not in contact_markdown(confirmed, TEXTS, None)


def test_without_a_contact_the_card_points_to_the_source(hit: wire.SolutionHit) -> None:
    lonely = hit.model_copy(update={"contact": None})
    assert "Prøv kilden over" in contact_markdown(lonely, TEXTS, None)


def test_a_telephone_or_mail_address_that_is_none_is_shown_without_a_link(hit: wire.SolutionHit) -> None:
    assert hit.contact
    odd = {"phone": "spør i skranken", "email": "x?bcc=ond@b.no", "mailbox": None, "website": "javascript:x"}
    shown = contact_markdown(hit.model_copy(update={"contact": hit.contact.model_copy(update=odd)}), TEXTS, "Loppa")
    assert "](" not in shown
    assert "spør i skranken" in shown


def test_a_solution_without_a_known_municipality_names_who_started_it(hit: wire.SolutionHit) -> None:
    shown = who_markdown(hit.model_copy(update={"matched": None, "owners": ["Ruter"]}), TEXTS)
    assert _plain(shown).startswith("Startet av Ruter.")


def test_an_adopter_is_shown_with_those_who_started_it(hit: wire.SolutionHit) -> None:
    assert "Startet av Ruter" in who_markdown(hit.model_copy(update={"owners": ["Ruter"]}), TEXTS)
    assert hit.matched
    assert "Startet av" not in who_markdown(hit.model_copy(update={"owners": [hit.matched.name]}), TEXTS)


def test_what_does_not_fit_is_said_in_words_after_what_does(hit: wire.SolutionHit) -> None:
    lines = _plain(why_markdown(hit, TEXTS)).split("\n")
    doubts = [place for place, line in enumerate(lines) if line.startswith("- **Passer ikke helt:**")]
    assert doubts
    assert doubts == list(range(doubts[0], len(lines)))


def test_a_part_that_the_card_does_not_show_is_quoted(hit: wire.SolutionHit) -> None:
    found = wire.PassageFound(section="erfaringer", text="Start tidlig.\n\n> Spør først.")
    shown = _plain(why_markdown(hit.model_copy(update={"passage": found}), TEXTS))
    assert "Her står det, under «Erfaringer»:" in shown
    assert "> Start tidlig." in shown
    assert "> > Spør først." in shown


def test_a_solution_without_gains_says_so_and_has_no_empty_heading(hit: wire.SolutionHit) -> None:
    shown = _plain(card_markdown(hit.model_copy(update={"gains": [], "why": [], "challenge": ""}), TEXTS))
    assert "Kilden oppgir ingen gevinster." in shown
    assert "#### Utfordringen" not in shown


def test_the_details_do_not_repeat_what_the_card_tells(api: str, hit: wire.SolutionHit) -> None:
    with ApiClient(api) as client:
        solution = client.solution(hit.id, "nb")
    assert "Slik gjorde de det" not in details_markdown(solution, solution.approach, TEXTS)
    assert "Slik gjorde de det" in details_markdown(solution, "noe annet", TEXTS)


@pytest.mark.parametrize(
    ("understood", "line"),
    [
        ({}, "Vi forsto: søkte på: «nattilsyn»"),
        ({"population_min": 1000, "population_max": 5000}, "1\u00a0000–5\u00a0000 innbyggere · "),
        ({"population_min": 1000}, "minst 1\u00a0000 innbyggere · "),
        ({"population_max": 1000, "size_word": "små"}, "høyst 1\u00a0000 innbyggere · små kommuner · "),
        ({"region": "Vestlandet", "language": "nn"}, "Vestlandet · bare tekster på nynorsk · "),
        ({"sector": ["energi", "teknisk"], "status": ["drift"]}, "bare Energi og Tekniske tjenester · bare i drift · "),
    ],
)
def test_the_line_tells_what_was_understood(understood: dict[str, object], line: str) -> None:
    query = wire.QueryUnderstood.model_validate({"text": "nattilsyn?", "matched_text": "nattilsyn ?", **understood})
    assert line in _plain(understood_line(query, TEXTS))


def test_a_word_the_page_has_not_learnt_is_shown_as_it_is() -> None:
    texts: Texts = load_texts("nn")
    assert texts.or_itself("sector", "romfart") == "romfart"
