"""A masked extract holds nothing private, says how much was taken out, and keeps what organisations said."""

from ingest.blocks import Block, BlockKind, Extract, RawExperience, Remark, SourceType
from ingest.privacy import mask
from kunnskapsbase.document import NOWHERE, Spot


def said(text: str, speaker: str | None = None, second: float = 0) -> Block:
    return Block(BlockKind.PARAGRAPH, text, Spot(second=second), speaker=speaker)


def transcript(*blocks: Block) -> Extract:
    return Extract(SourceType.VTT, "webvtt", blocks=list(blocks))


def test_speakers_become_numbers_and_keep_their_organisation() -> None:
    masked, counts = mask(
        transcript(
            said("Velkommen, alle sammen. Ordet går til Kari.", "Møteleder"),
            said("Takk for det. I Eksempelvik gjorde vi slik.", "Nordmann, Kari (Eksempelvik kommune)"),
            said("Kari Nordmanns erfaring er også vår.", "Ola Hansen"),
            said("Takk, Ola.", "Nordmann, Kari (Eksempelvik kommune)"),
        )
    )
    assert [block.speaker for block in masked.blocks] == [
        "Møteleder",
        "Deltaker 1 (Eksempelvik kommune)",
        "Deltaker 2",
        "Deltaker 1 (Eksempelvik kommune)",
    ]
    everything = " ".join(block.text for block in masked.blocks)
    assert not any(name in everything for name in ("Kari", "Nordmann", "Ola"))
    assert "I Eksempelvik gjorde vi slik." in everything
    assert counts == {"navn": 5}


def test_people_who_introduce_themselves_are_masked_wherever_they_are_named() -> None:
    masked, _ = mask(
        transcript(
            said("Jeg heter Turid Fjellvang og jobber i KS."), said("Som Turid sa, det tar tid. Spør Fjellvang.")
        )
    )
    assert [block.text for block in masked.blocks] == [
        "Jeg heter [navn fjernet] og jobber i KS.",
        "Som [navn fjernet] sa, det tar tid. Spør [navn fjernet].",
    ]


def test_those_who_mean_something_in_a_report_keep_their_label() -> None:
    report = Extract(
        SourceType.TEXT,
        "tekst",
        blocks=[Block(BlockKind.PARAGRAPH, "Flertallet viser til dette.", Spot(page=2), speaker="Flertallet")],
    )
    masked, counts = mask(report)
    assert masked.blocks == report.blocks
    assert counts == {}


def test_numbers_and_addresses_are_masked_in_every_part_of_an_extract() -> None:
    extract = Extract(
        SourceType.XLSX,
        "openpyxl",
        blocks=[Block(BlockKind.PARAGRAPH, "Ring 412 34 567 eller ola.hansen@x.no, ikke post@x.no.", NOWHERE)],
        experiences=[
            RawExperience(
                Spot(row=2),
                {
                    "tittel": "Tilsyn",
                    "kontakt": {"epost": "ola.hansen@x.no", "enhet": "Hjemmetjenesten"},
                    "tema": ["a"],
                },
            )
        ],
        metadata={"tittel": "Notat fra ola.hansen@x.no"},
        remarks=[Remark("x", "Linjen «412 34 567» er rar")],
    )
    masked, counts = mask(extract)
    assert masked.blocks[0].text == "Ring [telefonnummer fjernet] eller [e-postadresse fjernet], ikke post@x.no."
    assert masked.experiences[0].fields == {"tittel": "Tilsyn", "kontakt": {"enhet": "Hjemmetjenesten"}, "tema": ["a"]}
    assert masked.metadata == {"tittel": "Notat fra [e-postadresse fjernet]"}
    assert masked.remarks[0].message == "Linjen «[telefonnummer fjernet]» er rar"
    assert counts == {"telefon": 2, "epost": 3}


def test_a_link_that_holds_anything_private_is_left_out_whole_however_it_is_encoded() -> None:
    kept = ["https://ks.no/veileder.pdf", "www.difi.no/a%20b", "https://ks.no/?til=postmottak@ks.no"]
    private = [
        "https://ks.no/skjema?fra=ola.nordmann@gmail.com",
        "https://ks.no/skjema?fra=ola.nordmann%40gmail.com",
        "https://ks.no/skjema?fra=ola.nordmann%2540gmail.com",
        "https://ks.no/person/15076500565/sak",
    ]
    extract = Extract(SourceType.PDF, "pdfium", links=[*private, *kept])
    masked, counts = mask(extract)
    assert masked.links == kept
    assert counts == {"epost": 3, "fodselsnummer": 1}


def test_masking_twice_finds_nothing_more() -> None:
    once, _ = mask(transcript(said("Jeg heter Kari Nordmann, 412 34 567.", "Kari Nordmann")))
    twice, counts = mask(once)
    assert twice == once
    assert counts == {}
