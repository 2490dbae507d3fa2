"""Documents cut into passages: by headings, speakers and sentences, and never through any of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block, BlockKind
from ingest.splitting import SIZES, Sizes, split
from kunnskapsbase.document import NOWHERE, DocumentPassage, Spot
from kunnskapsbase.sentences import sentences

SENTENCE = "Kommunen gjorde dette, jf. kap. 3 nr. 2, fra 1. januar 2020 i bl.a. skole og barnehage."
SMALL = Sizes(floor=60, ceiling=240)


def heading(text: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, text, level=level)


def paragraph(text: str, spot: Spot = NOWHERE, speaker: str | None = None) -> Block:
    return Block(BlockKind.PARAGRAPH, text, spot, speaker=speaker)


def item(text: str) -> Block:
    return Block(BlockKind.LIST_ITEM, text)


def texts(passages: list[DocumentPassage]) -> list[str]:
    return [passage.text for passage in passages]


def test_nothing_gives_no_passages() -> None:
    assert split([]) == []
    assert split([heading("Sammendrag"), paragraph("  ")]) == []


def test_the_path_of_headings_goes_with_each_passage_and_ends_with_its_chapter() -> None:
    passages = split(
        [
            paragraph("Forord."),
            heading("1 Sammendrag"),
            paragraph("Kort sagt."),
            heading("1.1 Funn", 2),
            paragraph("Vi fant noe."),
            heading("1.1.1  Mer\nom dette", 3),
            paragraph("Mer."),
            heading("1.2 Råd", 2),
            paragraph("Vi råder til noe."),
            heading("2 Innledning"),
            paragraph("Det begynte slik."),
        ]
    )
    assert [passage.headings for passage in passages] == [
        (),
        ("1 Sammendrag",),
        ("1 Sammendrag", "1.1 Funn"),
        ("1 Sammendrag", "1.1 Funn", "1.1.1 Mer om dette"),
        ("1 Sammendrag", "1.2 Råd"),
        ("2 Innledning",),
    ]
    assert [passage.number for passage in passages] == list(range(6))


def test_no_sentence_is_cut_and_nothing_is_lost() -> None:
    passages = split([paragraph(f"{SENTENCE} " * 40)], sizes=SMALL)
    assert len(passages) > 10
    assert [each for text in texts(passages) for each in sentences(text)] == [SENTENCE] * 40


def test_passages_are_about_equally_long_and_none_goes_over_the_ceiling() -> None:
    lengths = [len(text) for text in texts(split([paragraph(f"{SENTENCE} " * 40)]))]
    assert max(lengths) <= SIZES.ceiling
    assert min(lengths) > 0.7 * max(lengths)


def test_a_short_rest_goes_with_what_is_beside_it() -> None:
    blocks = [paragraph(f"{SENTENCE} Ja, slik er det.")]
    assert texts(split(blocks, sizes=Sizes(floor=60, ceiling=100))) == [f"{SENTENCE} Ja, slik er det."]
    assert texts(split(blocks, sizes=Sizes(floor=10, ceiling=100))) == [SENTENCE, "Ja, slik er det."]


def test_two_speakers_are_never_in_one_passage() -> None:
    blocks = [
        paragraph("Flertallet mener at dette er bra.", speaker="Flertallet"),
        paragraph("Disse medlemmer er uenige.", speaker="Medlemmene fra FrP"),
        paragraph("De viser til sine merknader.", speaker="Medlemmene fra FrP"),
        paragraph("Komiteen viser til saken."),
    ]
    assert [(passage.speaker, passage.text) for passage in split(blocks)] == [
        ("Flertallet", "Flertallet mener at dette er bra."),
        ("Medlemmene fra FrP", "Disse medlemmer er uenige.\nDe viser til sine merknader."),
        (None, "Komiteen viser til saken."),
    ]


def test_every_part_of_a_list_begins_with_its_lead_in() -> None:
    blocks = [
        paragraph("Kartleggingen er ferdig. Den omfattet følgende ordninger:"),
        *(item(f"Ordning nummer {number}, som kommunene kan søke om midler fra") for number in range(1, 13)),
        paragraph("Dette var alle."),
    ]
    passages = split(blocks, sizes=SMALL)
    assert len(passages) > 2
    assert texts(passages)[0].startswith(
        "Kartleggingen er ferdig. Den omfattet følgende ordninger:\n– Ordning nummer 1,"
    )
    for text in texts(passages)[1:]:
        assert text.startswith("Den omfattet følgende ordninger:\n– Ordning")
    items = [line for text in texts(passages) for line in text.splitlines() if line.startswith("– ")]
    assert len(items) == 12
    assert texts(passages)[-1].endswith("\nDette var alle.")


def test_a_list_without_lead_in_is_given_none() -> None:
    blocks = [paragraph("Dette er ferdig."), *(item(f"{SENTENCE} Punkt {number}") for number in range(6))]
    assert all(text.startswith(("Dette er ferdig.", "– ")) for text in texts(split(blocks, sizes=SMALL)))


def test_tables_are_cut_between_rows_and_stand_apart_with_their_distrust() -> None:
    table = Block(BlockKind.TABLE, "\n".join(f"Kommune {row}  {row * 100} kr" for row in range(40)), trusted=False)
    before, *rows, after = split([paragraph("Se tabellen."), table, paragraph("Tabellen er lest.")], sizes=SMALL)
    assert (before.text, before.trusted) == ("Se tabellen.", True)
    assert (after.text, after.trusted) == ("Tabellen er lest.", True)
    assert len(rows) > 2
    assert not any(passage.trusted for passage in rows)
    assert [line for passage in rows for line in passage.text.splitlines()] == [
        f"Kommune {row} {row * 100} kr" for row in range(40)
    ]


def test_a_passage_stands_where_its_first_words_do() -> None:
    pages = [paragraph(f"{SENTENCE} {SENTENCE}", Spot(page=page)) for page in (3, 4, 5)]
    assert [passage.spot.page for passage in split(pages, sizes=Sizes(floor=60, ceiling=180))] == [3, 4, 5]
    assert [passage.spot.page for passage in split(pages)] == [3]


@pytest.mark.parametrize("spots", [[Spot(slide=1), Spot(slide=2)], [Spot(row=2, sheet="A"), Spot(row=3, sheet="A")]])
def test_slides_and_rows_are_passages_of_their_own_because_each_is_opened_by_itself(spots: list[Spot]) -> None:
    passages = split([paragraph("Dette står her.", spot) for spot in spots])
    assert [passage.spot for passage in passages] == spots


def test_cues_are_run_together_and_cut_where_a_sentence_ends() -> None:
    cues = ["Vi begynte med dette", "i fjor høst. Da visste vi", "ikke hvordan det ville gå. Nå", "vet vi det."]
    blocks = [paragraph(cue, Spot(second=10.0 * place), "Taler") for place, cue in enumerate(cues)]
    (whole,) = split(blocks)
    assert whole.text == " ".join(cues)
    assert whole.spot.second == 0
    long = [paragraph(cue, Spot(second=10.0 * place), "Taler") for place, cue in enumerate(cues * 10)]
    for passage in split(long, sizes=SMALL):
        assert len(passage.text) <= SMALL.ceiling


def test_the_language_is_told_passage_by_passage_and_the_shortest_take_the_documents() -> None:
    blocks = [
        heading("Sammendrag"),
        paragraph("Kommunene har ikke tatt i bruk løsningen, men de regner med å gjøre det."),
        heading("Sitat"),
        paragraph("Kommunane har ikkje teke i bruk løysinga, men dei reknar med å gjere det."),
        heading("English summary"),
        paragraph("The municipalities have not adopted the solution, but they expect to do so."),
        heading("Slutt"),
        paragraph("Takk."),
    ]
    assert [passage.language for passage in split(blocks, language_hint="nb")] == ["nb", "nn", "en", "nb"]
    assert split(blocks)[-1].language == "und"


def test_a_sentence_that_never_ends_is_cut_at_a_space() -> None:
    passages = split([paragraph("ord " * 5000)])
    assert max(len(text) for text in texts(passages)) <= 2 * SIZES.ceiling
    assert " ".join(texts(passages)).split() == ["ord"] * 5000
    assert "".join(texts(split([paragraph("x" * 9000)]))) == "x" * 9000


KINDS = [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE, BlockKind.NOTE]
WORDS = st.sampled_from(["vann", "skole.", "1.", "jf.", "Kommunen", "og:", "«slik»", "bl.a."])


@given(
    st.lists(
        st.builds(
            Block,
            st.sampled_from(KINDS),
            st.lists(WORDS, min_size=1, max_size=60).map(" ".join),
            spot=st.just(NOWHERE),
            level=st.just(0),
            speaker=st.sampled_from([None, "A", "B"]),
            trusted=st.booleans(),
        ),
        max_size=12,
    )
)
def test_whatever_comes_every_word_is_in_a_passage_in_its_order(blocks: list[Block]) -> None:
    passages = split(blocks, sizes=SMALL)
    kept = [word for passage in passages for word in passage.text.split() if word != "–"]
    given_words = [word for block in blocks for word in block.text.split()]
    # A lead-in may stand again before a later part of its list.
    place = 0
    for word in kept:
        if place < len(given_words) and word == given_words[place]:
            place += 1
    assert place == len(given_words)
    assert [passage.number for passage in passages] == list(range(len(passages)))
