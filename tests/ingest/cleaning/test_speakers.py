"""T19: who means what in a committee's recommendation."""

from ingest.blocks import BlockKind
from tests.ingest.cleaning.making import DIFI, INNST, TELEMARK, Report, clean, texts

MAJORITY = "Komiteens flertall, medlemmene fra Arbeiderpartiet, Senterpartiet og Sosialistisk Venstreparti"
MEMBERS = "Komiteens medlemmer fra Høyre og Kristelig Folkeparti"


def page(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_short_names_mean_the_speaker_last_named_in_full_until_the_next_speaks() -> None:
    cleaned = clean(
        page(
            "Komiteen viser til at dette er en sak for alle kommuner.",
            f"{MAJORITY}, viser til at kuttene er flate.",
            "Konklusjonene er at kuttene er uforutsigbare.",
            f"{MEMBERS} viser til at reformen virker.",
            "Flertallet mener det motsatte av dette.",
            "– at det er feil",
            "Disse medlemmer har tillit til virksomhetene.",
            "Et annet flertall, medlemmene fra Høyre og Senterpartiet, er enig.",
            "3.2 Samarbeid",
            "Innledende ord om neste del av saken.",
        )
    )
    speakers = {block.text[:24]: block.speaker for block in cleaned.blocks}
    assert speakers == {
        "Komiteen viser til at de": "Komiteen",
        "Komiteens flertall, medl": MAJORITY,
        "Konklusjonene er at kutt": MAJORITY,
        "Komiteens medlemmer fra ": MEMBERS,
        "Flertallet mener det mot": MAJORITY,
        "at det er feil": MAJORITY,
        "Disse medlemmer har till": MEMBERS,
        "Et annet flertall, medle": "Et annet flertall, medlemmene fra Høyre og Senterpartiet",
        "3.2 Samarbeid": None,
        "Innledende ord om neste ": None,
    }


def test_a_speaker_in_the_middle_of_a_paragraph_has_the_next_paragraph() -> None:
    cleaned = clean(
        page(
            "Komiteen viser til saken.",
            "Komiteen mener dette. Flertallet vil peke på noe annet her.",
            "Det er viktig å huske.",
            "Komiteen er enig i at det er nok.",
        )
    )
    assert [block.speaker for block in cleaned.blocks] == ["Komiteen", "Komiteen", "Flertallet", "Komiteen"]


def test_nynorsk_names_are_known() -> None:
    cleaned = clean(
        page(
            "Fleirtalet i komiteen, medlemene frå Høgre og Venstre, viser til saka.",
            "Fleirtalet meiner at det er bra.",
            "Komiteen er samd i det.",
        )
    )
    assert [block.speaker for block in cleaned.blocks[:2]] == [
        "Fleirtalet i komiteen, medlemene frå Høgre og Venstre"
    ] * 2


def test_an_ordinary_report_has_no_speakers(report: Report) -> None:
    assert not [block for name in (DIFI, TELEMARK) for block in report(name).blocks if block.speaker]


def test_opposed_views_on_the_reform_stand_under_those_who_hold_them(report: Report) -> None:
    blocks = report(INNST).blocks
    against = next(block for block in blocks if "gjennomført en rekke ostehøvelkutt gjennom ABE-reformen" in block.text)
    for_it = next(
        block for block in blocks if block.text.startswith("Disse medlemmer er innforstått med at ABE-reformen")
    )
    assert against.speaker == MAJORITY
    assert for_it.speaker == "Komiteens medlemmer fra Høyre, Fremskrittspartiet og Kristelig Folkeparti"


def test_every_block_of_the_committees_remarks_has_a_speaker(report: Report) -> None:
    blocks = report(INNST).blocks
    start = next(at for at, block in enumerate(blocks) if block.text == "3.1 Generelle merknader")
    end = next(at for at, block in enumerate(blocks) if block.text == "4. Forslag fra mindretall")
    silent = [
        block.text[:60]
        for block in blocks[start + 1 : end]
        if not block.speaker and block.kind is not BlockKind.HEADING
    ]
    assert silent == []
    assert not [block for block in blocks[:100] if block.speaker and block.text.startswith("1.")]


def test_proposals_have_the_parties_that_make_them(report: Report) -> None:
    blocks = report(INNST).blocks
    proposal = next(
        block for block in blocks if block.text.startswith("Stortinget ber regjeringen utrede en nasjonal skyløsning")
    )
    assert proposal.speaker == "Arbeiderpartiet og Sosialistisk Venstreparti"
    assert len(texts(report(INNST))) == len(blocks)
