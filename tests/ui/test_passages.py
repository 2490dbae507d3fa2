"""What stands under the solutions about reports and webinars."""

from search_api.wire_passages import PassageHit
from ui.ask.passages import passage_markdown
from ui.texts import load_texts

TEXTS = load_texts("nb")
PASSAGE = PassageHit(
    text="Små kommuner trenger noen å *ringe* til.",
    title="En rapport",
    publisher="Utgiver",
    url="https://a.no/r.pdf#page=14",
    page=14,
    place="side 14",
    date="2020-06-30",
    language="nb",
    source_id="rapport",
    score=0.5,
    kind="rapport",
    kind_words="Rapport",
)


def test_a_passage_is_quoted_with_its_source_and_place() -> None:
    shown = passage_markdown(PASSAGE, TEXTS)
    assert shown.startswith("> Små kommuner trenger noen å \\*ringe\\* til")
    assert "[En rapport](https://a.no/r.pdf#page=14), Utgiver, 30.6.2020, side 14" in shown.replace("\\", "")
    assert "tabell" not in shown


def test_the_speaker_is_named_where_speakers_differ() -> None:
    spoken = PASSAGE.model_copy(update={"speaker": "Flertallet"})
    assert "), Flertallet, Utgiver" in passage_markdown(spoken, TEXTS)


def test_a_long_passage_is_cut_at_a_word_and_said_to_be_cut() -> None:
    long = PASSAGE.model_copy(update={"text": "ord og flere " * 100})
    quoted = passage_markdown(long, TEXTS).split("\n")[0]
    assert len(quoted) < 440
    assert quoted.endswith(("ord …", "og …", "flere …"))


def test_text_from_a_flattened_table_says_so() -> None:
    assert "tabell" in passage_markdown(PASSAGE.model_copy(update={"trusted": False}), TEXTS)


def test_a_source_without_an_address_is_named_without_a_link() -> None:
    shown = passage_markdown(PASSAGE.model_copy(update={"url": None}), TEXTS)
    assert "Rapport: En rapport, Utgiver" in shown
