"""What stands on a card, for solutions as the real API gives them."""

import pytest

from search_api import wire
from tests.ui.conftest import plain
from ui.api_client import ApiClient
from ui.ask.cards import card_html, who_html, why_html
from ui.ask.results import grouped
from ui.ask.understood import understood_line
from ui.contacts import contact_html
from ui.context import PageContext
from ui.sizes import size_bars
from ui.texts import Texts, load_texts
from ui.visit import Visit

TEXTS = load_texts("nb")


@pytest.fixture(scope="module")
def context(api: str) -> PageContext:
    """A page for Loppa."""
    with ApiClient(api) as client:
        municipalities = tuple(client.municipalities())
    return PageContext(TEXTS, client, Visit(), municipalities).asked_by("5614")


@pytest.fixture(scope="module")
def answer(api: str) -> wire.Answer:
    with ApiClient(api) as client:
        parameters = [("q", "Sterk og stødig trening for eldre i Kristiansund"), ("municipality", "5614")]
        return client.find([*parameters, ("limit", 10)], "nb")


@pytest.fixture(scope="module")
def hit(answer: wire.Answer) -> wire.SolutionHit:
    """A solution whose source gives a telephone number."""
    return next(each for each in answer.results if each.contact and each.contact.phone)


def test_a_contact_of_the_source_can_be_rung_and_written_to_and_is_said_to_be_unverified(
    hit: wire.SolutionHit, context: PageContext
) -> None:
    shown = contact_html(hit, context)
    assert "Hvem dere kan ringe" in shown
    assert 'href="tel:+47' in shown
    assert 'href="mailto:' in shown
    assert "Nettstedet til kommunen" in shown
    assert "Eller kommunens postmottak, som ikke er bekreftet" in shown
    assert "Oppgitt i kilden. Adressen er ikke bekreftet." in shown


def test_every_way_to_reach_somebody_can_be_copied_and_there_is_something_to_ask(
    hit: wire.SolutionHit, context: PageContext
) -> None:
    shown = contact_html(hit, context)
    assert f'data-tekst="{hit.contact.phone}"' in shown
    assert f'data-tekst="{hit.contact.email}"' in shown
    assert "Hva dere kan spørre om\nHva kostet det å komme i gang" in plain(shown)


def test_a_confirmed_contact_is_not_called_unverified(hit: wire.SolutionHit, context: PageContext) -> None:
    confirmed = hit.model_copy(update={"contact": hit.contact.model_copy(update={"verified": True})})
    assert "ikke bekreftet" not in contact_html(confirmed, context)


def test_without_a_contact_the_card_points_to_the_source(hit: wire.SolutionHit, context: PageContext) -> None:
    assert "Prøv kilden over" in contact_html(hit.model_copy(update={"contact": None}), context)


def test_a_telephone_or_mail_address_that_is_none_is_shown_without_a_link(
    hit: wire.SolutionHit, context: PageContext
) -> None:
    odd = {"phone": "spør i skranken", "email": "x?bcc=ond@b.no", "mailbox": None, "website": "javascript:x"}
    shown = contact_html(hit.model_copy(update={"contact": hit.contact.model_copy(update=odd)}), context)
    assert "<a " not in shown
    assert "spør i skranken" in shown


def test_a_hostile_text_stays_letters(hit: wire.SolutionHit, context: PageContext) -> None:
    evil = '</h3><script>x()</script><img src=x onerror="x()">'
    found = hit.model_copy(update={"title": evil, "challenge": evil, "owners": [evil], "sector_words": evil})
    like_it = [found.model_copy(update={"id": '"><script>'})]
    shown = card_html(found, 1, like_it, context)
    assert "<script" not in shown
    assert "<img" not in shown
    assert evil in plain(shown)


def test_a_text_in_the_other_language_says_which_it_is_in(hit: wire.SolutionHit, context: PageContext) -> None:
    shown = card_html(hit.model_copy(update={"language": "nn", "challenge": "Kva no?"}), 1, [], context)
    assert '<div lang="nn"><p>Kva no?</p></div>' in shown
    assert f'<span lang="nn">{hit.title}' in shown


def test_a_solution_without_a_known_municipality_names_who_started_it(hit: wire.SolutionHit) -> None:
    shown = who_html(hit.model_copy(update={"matched": None, "owners": ["Ruter"]}), TEXTS)
    assert plain(shown).startswith("Startet av Ruter.")


def test_an_adopter_is_shown_with_those_who_started_it(hit: wire.SolutionHit) -> None:
    assert "Startet av Ruter" in who_html(hit.model_copy(update={"owners": ["Ruter"]}), TEXTS)
    assert hit.matched
    assert "Startet av" not in who_html(hit.model_copy(update={"owners": [hit.matched.name]}), TEXTS)


def test_how_those_who_did_it_resemble_us_is_one_sentence_and_said_once(hit: wire.SolutionHit) -> None:
    assert hit.matched
    assert hit.matched.fit
    assert f"Mot dere: {hit.matched.fit}" in plain(who_html(hit, TEXTS))
    assert {reason.kind for reason in hit.why} > {"text", "size"}
    assert "innbyggere" not in why_html(hit, TEXTS)
    alone = hit.model_copy(update={"matched": hit.matched.model_copy(update={"fit": None})})
    assert "Mot dere" not in who_html(alone, TEXTS)
    assert "innbyggere" in why_html(alone, TEXTS)


def test_what_does_not_fit_is_said_in_words_after_what_does(hit: wire.SolutionHit) -> None:
    late = wire.Reason(kind="year", text="Fra 2005", fits=False)
    lines = why_html(hit.model_copy(update={"why": [late, *hit.why]}), TEXTS).split("<li>")[1:]
    doubts = [place for place, line in enumerate(lines) if "Passer ikke helt:" in line]
    assert doubts
    assert doubts == list(range(doubts[0], len(lines)))


def test_a_part_that_the_card_does_not_show_is_quoted(hit: wire.SolutionHit) -> None:
    found = wire.PassageFound(section="erfaringer", text="Start tidlig.\n\n> Spør først.")
    shown = why_html(hit.model_copy(update={"passage": found}), TEXTS)
    assert "Her står det, under «Erfaringer»:" in shown
    assert "<blockquote><p>Start tidlig.</p><p>&gt; Spør først.</p></blockquote>" in shown


def test_a_solution_without_gains_says_so_and_has_no_empty_heading(hit: wire.SolutionHit, context: PageContext) -> None:
    shown = card_html(hit.model_copy(update={"gains": [], "why": [], "challenge": ""}), 1, [], context)
    assert "Kilden oppgir ingen gevinster." in shown
    assert "Utfordringen" not in plain(shown).split("Hva de gjorde")[0]


def test_sizes_stand_beside_each_other_as_numbers_words_and_lengths(context: PageContext) -> None:
    bodo = context.municipality("1804")
    assert bodo
    shown = size_bars(bodo, context.asker, TEXTS)
    words = plain(shown)
    assert words.startswith("Bodø\n")
    assert "Dere, Loppa" in words
    assert "blant de minst sentrale" in words
    assert "width:100.0%" in shown
    assert shown.count('aria-hidden="true"') == 2


def test_a_size_that_the_question_says_stands_as_ours(context: PageContext) -> None:
    bodo = context.municipality("1804")
    assert bodo
    assert "Dere\n2\u00a0000 innbyggere" in plain(size_bars(bodo, None, TEXTS, 2000))


def test_our_own_solution_has_one_bar(context: PageContext) -> None:
    assert context.asker
    assert size_bars(context.asker, context.asker, TEXTS).count("<dt>") == 1


def test_those_that_tell_the_same_stand_folded_under_the_first(answer: wire.Answer, context: PageContext) -> None:
    first, second, third = answer.results[:3]
    same = second.model_copy(update={"same_as": first.id})
    lost = third.model_copy(update={"same_as": "ikke-med"})
    groups = grouped([first, same, lost])
    assert [(hit.id, [each.id for each in like]) for hit, like in groups] == [(first.id, [same.id]), (lost.id, [])]
    shown = plain(card_html(first, 1, [same], context))
    assert "Én til forteller om nesten det samme" in shown
    assert same.title in shown


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
    assert line in understood_line(query, TEXTS).replace("\\", "")


def test_a_word_the_page_has_not_learnt_is_shown_as_it_is() -> None:
    texts: Texts = load_texts("nn")
    assert texts.or_itself("sector", "romfart") == "romfart"
