"""Captions in the forms of YouTube, Teams, Zoom and player files, with what goes wrong in them.

The samples follow files that people have posted with questions to webvtt-py, yt-dlp and others; what is said in them
and who says it is invented.
"""

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Extract
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers import captions, srt_file, vtt
from ingest.readers.stamps import mend, seconds
from kunnskapsbase.document import address

YOUTUBE = """WEBVTT
Kind: captions
Language: no

00:00:00.240 --> 00:00:03.429 align:start position:0%
\x20
velkommen<00:00:00.960><c> til</c><00:00:01.520><c> webinar</c><00:00:02.159><c> om</c>

00:00:03.429 --> 00:00:03.439 align:start position:0%
velkommen til webinar om
\x20

00:00:03.439 --> 00:00:05.749 align:start position:0%
velkommen til webinar om
deling<00:00:03.760><c> av</c><00:00:04.000><c> erfaringer</c>

00:00:05.749 --> 00:00:05.759 align:start position:0%
deling av erfaringer
\x20

00:00:05.759 --> 00:00:08.000 align:start position:0%
deling av erfaringer
[Musikk]

00:00:08.000 --> 00:00:10.000 align:start position:0%
\x20
ja<00:00:09.000><c> da</c><00:00:09.100><c> starter</c><00:00:09.300><c> vi</c>
"""

TEAMS = """\ufeffWEBVTT

NOTE duration:"00:12:30.0000000"

NOTE language:nb-NO

NOTE Confidence: 0.87

6a1c8b3e-1f2d-4c7e-9b3f-2d1e4f5a6b7c/12-0
0:0:3.120 --> 0:0:5.0
<v Deltaker Én>Hei og velkommen til kommune-
sektoren.</v>

6a1c8b3e-1f2d-4c7e-9b3f-2d1e4f5a6b7c/12-1
0:0:5,0 --> 0:0:9.1
<v Deltaker Én>Vi deler IKT-
løsninger for barne-
og ungdomsarbeid.</v>

6a1c8b3e-1f2d-4c7e-9b3f-2d1e4f5a6b7c/13-0
00:10.5 --> 00:12.0
<v.loud Deltaker To>Takk &amp; velkommen, &lt;alle&gt;.</v>
"""

ZOOM = """WEBVTT

1
00:00:02.000 --> 00:00:05.000
Møteleder: Velkommen alle sammen.

2
00:00:05.100 --> 00:00:09.000
Møteleder: Det viktigste er dette: vi begynner.

3
00:00:09.100 --> 00:00:12.000
Innleder fra kommunen: Takk for det.
"""

SRT = """1
00:00:01,000 --> 00:00:04,000
<i>Første</i> linje

midt i

2
00:00:05,000 --> 00:00:07,500 X1:40 X2:600
{\\an8}- Har dere spart?
- Ja, mye.
"""


def read_vtt(folder: Path, text: str | bytes) -> Extract:
    file = folder / "opptak.vtt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return vtt.read(file, Limits())


def read_srt(folder: Path, text: str) -> Extract:
    file = folder / "opptak.srt"
    file.write_bytes(text.encode("utf-8"))
    return srt_file.read(file, Limits())


def texts(found: Extract) -> list[str]:
    return [block.text for block in found.blocks]


def codes(found: Extract) -> list[str]:
    return [remark.code for remark in found.remarks]


def cue(start: float, end: float, text: str) -> str:
    return f"{int(start // 60):02d}:{start % 60:06.3f} --> {int(end // 60):02d}:{end % 60:06.3f}\n{text}\n\n"


def test_each_line_of_youtubes_rolling_captions_comes_once(tmp_path: Path) -> None:
    found = read_vtt(tmp_path, YOUTUBE)
    assert texts(found) == ["velkommen til webinar om deling av erfaringer ja da starter vi"]
    assert found.blocks[0].spot.second == 0.24
    assert found.remarks == []
    assert found.counts["cues"] == 6


def test_rolling_captions_that_lost_their_word_times_on_the_way_to_srt_come_once_too(tmp_path: Path) -> None:
    lines = [f"dette er linje nummer {word}" for word in ["en", "to", "tre", "fire", "fem", "seks"]]
    shown = [f"{before}\n{now}" for before, now in itertools.pairwise(lines)]
    text = "".join(f"{n}\n" + cue(n * 3, n * 3 + 3, pair).replace(".", ",") for n, pair in enumerate(shown))
    assert texts(read_srt(tmp_path, text)) == [" ".join(lines)]


def test_live_captions_that_grow_word_by_word_come_once(tmp_path: Path) -> None:
    words = ["vi", "begynte", "med", "et", "lite", "prosjekt"]
    grown = [" ".join(words[: n + 1]) for n in range(len(words))]
    text = "WEBVTT\n\n" + "".join(cue(n, n + 1, line) for n, line in enumerate(grown))
    assert texts(read_vtt(tmp_path, text)) == ["vi begynte med et lite prosjekt"]


def test_what_is_really_said_twice_stays_twice(tmp_path: Path) -> None:
    said = ["Ja.", "Ja.", "Det er riktig.", "Vi gjorde det.", "Alle sammen.", "Med en gang."]
    text = "WEBVTT\n\n" + "".join(cue(n * 2, n * 2 + 2, line) for n, line in enumerate(said))
    assert texts(read_vtt(tmp_path, text)) == [" ".join(said)]


def test_teams_speakers_stamps_and_identifiers_are_read(tmp_path: Path) -> None:
    found = read_vtt(tmp_path, TEAMS)
    assert [(block.spot.second, block.speaker, block.text) for block in found.blocks] == [
        (
            3.12,
            "Deltaker Én",
            "Hei og velkommen til kommunesektoren. Vi deler IKT-løsninger for barne- og ungdomsarbeid.",
        ),
        (10.5, "Deltaker To", "Takk & velkommen, <alle>."),
    ]


def test_two_voices_in_one_cue_are_two_blocks(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Leder>Hva gjorde dere?</v> <v Deltaker Én>Vi ringte.</v>\n"
    found = read_vtt(tmp_path, text)
    assert [(block.speaker, block.text) for block in found.blocks] == [
        ("Leder", "Hva gjorde dere?"),
        ("Deltaker Én", "Vi ringte."),
    ]


def test_zooms_names_are_speakers_and_a_colon_in_speech_is_not(tmp_path: Path) -> None:
    found = read_vtt(tmp_path, ZOOM)
    assert [(block.speaker, block.text) for block in found.blocks] == [
        ("Møteleder", "Velkommen alle sammen. Det viktigste er dette: vi begynner."),
        ("Innleder fra kommunen", "Takk for det."),
    ]


def test_a_colon_now_and_then_makes_no_speaker(tmp_path: Path) -> None:
    said = ["Vi lærte én ting: ta tiden til hjelp.", "Så gikk det bra.", "Alle fikk opplæring.", "Det er alt."]
    text = "WEBVTT\n\n" + "".join(cue(n * 2, n * 2 + 2, line) for n, line in enumerate(said))
    found = read_vtt(tmp_path, text)
    assert [block.speaker for block in found.blocks] == [None]
    assert "én ting: ta tiden" in found.blocks[0].text


def test_srt_with_empty_lines_tags_places_and_dashes_is_read_whole(tmp_path: Path) -> None:
    found = read_srt(tmp_path, SRT)
    assert [(block.spot.second, block.text) for block in found.blocks] == [
        (1.0, "Første linje midt i"),
        (5.0, "Har dere spart?"),
        (5.0, "Ja, mye."),
    ]
    assert found.remarks == []


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(tmp_path: Path, ends: str) -> None:
    assert texts(read_vtt(tmp_path, ZOOM.replace("\n", ends))) == texts(read_vtt(tmp_path, ZOOM))


def test_mixed_line_ends_do_not_matter(tmp_path: Path) -> None:
    lines = ZOOM.split("\n")
    mixed = "".join(line + ("\n", "\r\n", "\r")[number % 3] for number, line in enumerate(lines))
    assert texts(read_vtt(tmp_path, mixed)) == texts(read_vtt(tmp_path, ZOOM))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "mac_roman", "cp865"])
def test_other_encodings_are_read_and_the_guess_is_remarked(tmp_path: Path, encoding: str) -> None:
    found = read_vtt(tmp_path, ZOOM.encode(encoding))
    assert found.blocks[0].speaker == "Møteleder"
    assert ("koding" in codes(found)) == (not encoding.startswith("utf"))


def test_the_wrong_encoding_saved_again_is_mended_and_remarked(tmp_path: Path) -> None:
    said = "Møtet handler om å lære, og så å prøve. Både før og nå."
    text = "WEBVTT\n\n" + cue(1, 4, said)
    found = read_vtt(tmp_path, text.encode("utf-8").decode("cp1252").encode("utf-8"))
    assert texts(found) == [said]
    assert codes(found) == ["koding"]


def test_a_pause_begins_a_block(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + cue(0, 3, "Det var innledningen.") + cue(7, 9, "Nå til saken.") + cue(10, 12, "Den er kort.")
    found = read_vtt(tmp_path, text)
    assert [(block.spot.second, block.text) for block in found.blocks] == [
        (0.0, "Det var innledningen."),
        (7.0, "Nå til saken. Den er kort."),
    ]


def test_blocks_are_cut_where_a_sentence_ends_and_not_later_than_the_longest(tmp_path: Path) -> None:
    halves = "".join(
        cue(n * 8, n * 8 + 4, f"Setning nummer {n} begynner") + cue(n * 8 + 4, n * 8 + 8, "og slutter her.")
        for n in range(30)
    )
    found = read_vtt(tmp_path, "WEBVTT\n\n" + halves)
    assert all(block.text.endswith("slutter her.") for block in found.blocks)
    starts = [block.spot.second or 0.0 for block in found.blocks]
    lengths = [end - start for start, end in itertools.pairwise(starts)]
    assert all(captions.LONG - 8 <= length <= captions.LONGEST for length in lengths)


def test_captions_without_full_stops_still_give_blocks_of_about_a_minute(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + "".join(cue(n * 3, n * 3 + 2.9, f"og så ordene {n} uten punktum") for n in range(100))
    found = read_vtt(tmp_path, text)
    assert 4 <= len(found.blocks) <= 6
    assert " ".join(texts(found)).count("ordene") == 100


def test_a_sentence_that_ends_inside_a_cue_ends_its_block_there(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + "".join(
        cue(n * 5, n * 5 + 5, f"dette er slutten. Begynnelsen på {n + 1} er") for n in range(30)
    )
    found = read_vtt(tmp_path, text)
    assert len(found.blocks) > 1
    assert all(block.text.endswith(".") for block in found.blocks[:-1])


@pytest.mark.parametrize("mark", ["[Musikk]", "[Applaus]", "(latter)", "♪ Ja, vi elsker ♪", "[Publikum ler høyt]", "♪"])
def test_noises_and_songs_are_left_out(tmp_path: Path, mark: str) -> None:
    found = read_vtt(tmp_path, "WEBVTT\n\n" + cue(0, 2, mark) + cue(2, 4, "Nå begynner vi."))
    assert texts(found) == ["Nå begynner vi."]
    assert found.blocks[0].spot.second == 2.0


def test_brackets_that_somebody_says_something_in_stay(tmp_path: Path) -> None:
    said = "Vi brukte ordningen (musikk i barnehagen) [i regionen] flittig."
    assert texts(read_vtt(tmp_path, "WEBVTT\n\n" + cue(0, 2, said))) == [said]


def test_a_new_speaker_marked_by_television_begins_a_block(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + cue(0, 2, "&gt;&gt; Hva kostet det?") + cue(2, 4, ">> Nesten ingenting.")
    assert texts(read_vtt(tmp_path, text)) == ["Hva kostet det?", "Nesten ingenting."]


def test_comments_styles_and_regions_are_no_speech(tmp_path: Path) -> None:
    text = (
        "WEBVTT - Opptak\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:bunn\n\nNOTE Utkast\n\n"
        + cue(0, 2, "Dette sies.")
        + "NOTE\nikke dette\n\n"
        + cue(2, 4, "Og dette.")
    )
    assert texts(read_vtt(tmp_path, text)) == ["Dette sies. Og dette."]


def test_a_file_may_say_what_it_is_in_its_notes(tmp_path: Path) -> None:
    notes = "NOTE\ntittel: Webinar om velferdsteknologi\nutgiver: Eksempel kommune\ndato: 2023-05-04\n\n"
    link = "NOTE url: https://www.youtube.com/watch?v=eksempel\n\n"
    found = read_vtt(tmp_path, "WEBVTT\n\n" + notes + link + cue(65, 70, "Her er svaret."))
    assert found.metadata == {
        "tittel": "Webinar om velferdsteknologi",
        "utgiver": "Eksempel kommune",
        "dato": "2023-05-04",
        "url": "https://www.youtube.com/watch?v=eksempel",
    }
    assert address(found.metadata["url"], found.blocks[0].spot) == "https://www.youtube.com/watch?v=eksempel&t=65s"


@pytest.mark.parametrize(
    ("line", "code", "second"),
    [
        ("00:00:07.000 -->", "undertekst_end", 7.0),
        ("00:00:07.000 --> 00:00:05.000", "undertekst_backwards", 7.0),
        ("-00:00:07.000 --> 00:00:09.000", "undertekst_negative", 0.0),
        ("00:00:0x.000 --> 00:00:09.000", "undertekst_start", 1.0),
        ("99:99:99.000 --> 00:00:09.000", "undertekst_start", 1.0),
        ("0?:00 --> 0?:09", "undertekst_start", 1.0),
    ],
)
@pytest.mark.parametrize("read", [read_vtt, read_srt])
def test_no_word_is_lost_for_a_bad_stamp_and_it_is_remarked(
    tmp_path: Path, read: object, line: str, code: str, second: float
) -> None:
    assert callable(read)
    text = f"WEBVTT\n\n1\n{'00:00:01.000 --> 00:00:02.000'}\nFørst dette.\n\n2\n{line}\nSå dette.\n\n3\n"
    text = (text + "00:01:00.000 --> 00:01:02.000\nTil slutt.\n").removeprefix("" if read is read_vtt else "WEBVTT\n\n")
    found = read(tmp_path, text)
    assert sorted(" ".join(texts(found)).split(". ")) == sorted(["Først dette", "Så dette", "Til slutt."])
    (remark,) = [remark for remark in found.remarks if remark.code == code]
    assert remark.message.startswith(("1 tekst ", "1 tidsstempel "))
    assert second in {block.spot.second for block in found.blocks}


@pytest.mark.parametrize(
    ("stamp", "value"),
    [
        ("00:00:03.120", 3.12),
        ("0:0:3.120", 3.12),
        ("0:0:5.0", 5.0),
        ("01:02", 62.0),
        ("01:02:03,5", 3723.5),
        ("00:00:03:120", 3.12),
        ("00:75:10.000", 4510.0),
        ("00 : 00 : 07 , 25", 7.25),
        ("-00:00:01.000", -1.0),
        ("12", 12.0),
        ("::", None),
        ("1:2:3:4:5", None),
        ("999999:00:00", None),
        ("i dag", None),
        ("", None),
    ],
)
def test_stamps_are_read_in_the_forms_tools_write_them(stamp: str, value: float | None) -> None:
    assert seconds(stamp) == (value if value is None else pytest.approx(value))


def test_overlapping_and_unordered_cues_are_put_in_order(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + cue(4, 6, "Så dette.") + cue(0, 5, "Først dette.") + cue(2, 4.5, "Midt i.")
    found = read_vtt(tmp_path, text)
    assert texts(found) == ["Først dette. Midt i. Så dette."]
    assert "undertekst_order" in codes(found)


def test_the_same_cue_written_twice_comes_once(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + cue(1, 3, "Vi sparte tid.") * 2 + cue(3, 5, "Og penger.")
    assert texts(read_vtt(tmp_path, text)) == ["Vi sparte tid. Og penger."]


def test_two_recordings_in_one_file_are_not_mixed_and_the_second_has_no_minute(tmp_path: Path) -> None:
    first = "".join(cue(n * 40, n * 40 + 3, f"Første del {n}.") for n in range(20))
    second = "".join(cue(n * 40, n * 40 + 3, f"Andre del {n}.") for n in range(20))
    found = read_vtt(tmp_path, "WEBVTT\n\n" + first + second)
    assert texts(found) == [f"{part} del {n}." for part in ("Første", "Andre") for n in range(20)]
    assert all(block.spot.second is None for block in found.blocks[20:])
    assert "undertekst_restart" in codes(found)


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:43.278 --> 00:44.588\n\nDe fleste bor her.\n\n00:45.000 --> 00:46.000\nJa.\n",
        "WEBVTT\n\n00:43.278 --> 00:44.588\nDe fleste\n\nbor her.\n\n00:45.000 --> 00:46.000\nJa.\n",
        "WEBVTT\n00:43.278 --> 00:44.588\nDe fleste bor her.\n00:45.000 --> 00:46.000\nJa.\n",
        "WEBVTT\n\n00:43.278 --> 00:44.588 De fleste bor her.\n\n00:45.000 --> 00:46.000 Ja.\n",
        "WEBVTT\n\n1\n00:43.278 --> 00:44.588\nDe fleste bor her.\n \n2\n00:45.000 --> 00:46.000\nJa.\n",
        "00:43.278 --> 00:44.588\nDe fleste bor her.\n\n00:45.000 --> 00:46.000\nJa.\n",
        "WEBVTT\n\n00:43.278 -> 00:44.588\nDe fleste bor her.\n\n00:45.000 -> 00:46.000\nJa.\n",
    ],
)
def test_empty_lines_in_odd_places_cost_no_words(tmp_path: Path, text: str) -> None:
    assert texts(read_vtt(tmp_path, text)) == ["De fleste bor her. Ja."]


def test_speech_that_looks_like_a_stamp_or_a_number_stays_speech(tmp_path: Path) -> None:
    said = "I fjor var det\n1200\n10:30:00 begynte møtet\n2"
    text = f"1\n00:00:01,000 --> 00:00:04,000\n{said}\n\n2\n00:00:04,000 --> 00:00:06,000\nSå sluttet det.\n"
    found = read_srt(tmp_path, text)
    assert texts(found) == ["I fjor var det 1200 10:30:00 begynte møtet 2 Så sluttet det."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\xef\xbb\xbf \n", Reason.EMPTY),
        (b"WEBVTT\n\n", Reason.NO_TEXT),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n[Musikk]\n", Reason.NO_TEXT),
        (b"Dette er et referat, og ingen undertekster.", Reason.NO_TEXT),
        (bytes(range(256)) * 40, Reason.WRONG_ENCODING),
        (b"PK\x03\x04" + b"\x00\xff\x9d" * 300, Reason.WRONG_ENCODING),
    ],
)
@pytest.mark.parametrize("reader", [vtt.read, srt_file.read])
def test_what_holds_no_captions_is_refused_with_its_reason(
    tmp_path: Path, reader: object, data: bytes, reason: Reason
) -> None:
    assert callable(reader)
    file = tmp_path / "fil"
    file.write_bytes(data)
    with pytest.raises(UnreadableError) as refused:
        reader(file, Limits())
    assert refused.value.reason is reason


def test_a_truncated_file_gives_what_it_has(tmp_path: Path) -> None:
    found = read_vtt(tmp_path, ZOOM.encode("utf-8")[:-30])
    assert found.blocks[0].text.startswith("Velkommen alle sammen.")


def test_too_many_cues_are_refused(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + "".join(
        f"{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}.000 -->\nx\n\n" for n in range(captions.MAX_CUES + 1)
    )
    with pytest.raises(UnreadableError) as refused:
        read_vtt(tmp_path, text)
    assert refused.value.reason is Reason.TOO_MANY_ROWS


CAPTION_LINES = st.sampled_from(
    [
        "WEBVTT",
        "",
        " ",
        "1",
        "00:00:01.000 --> 00:00:02.000",
        "0:0:3,1 --> 0:0:2",
        "00:01 -->",
        "--> 00:05",
        "<v Deltaker Én>Hei</v>",
        "<v",
        "NOTE x",
        "STYLE",
        "Leder: ja",
        ">> ja",
        "- ja",
        "ord-",
        "[Musikk]",
        "♪",
        "a<00:00:01.000><c> b</c>",
        "f.eks. A. B",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(CAPTION_LINES, st.text(max_size=30)), max_size=25).map("\n".join))
def test_whatever_the_lines_nothing_but_a_refusal_comes_out(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("undertekster")
    for read in (read_vtt, read_srt):
        try:
            found = read(folder, text.encode("utf-8", errors="replace").decode("utf-8"))
        except UnreadableError:
            continue
        assert all(block.text == " ".join(block.text.split()) != "" for block in found.blocks)
        assert all(block.spot.second is None or block.spot.second >= 0 for block in found.blocks)


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(st.text("abcdefghijklmnopæøå", min_size=1, max_size=9), min_size=1, max_size=12),
    with_identifiers=st.booleans(),
)
def test_every_word_that_is_said_comes_out_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], *, with_identifiers: bool
) -> None:
    said = [f"{number}{word}." for number, word in enumerate(words)]
    cues = [f"{n + 1}\n" * with_identifiers + cue(n * 2, n * 2 + 2, line) for n, line in enumerate(said)]
    for read, head in ((read_vtt, "WEBVTT\n\n"), (read_srt, "")):
        found = read(tmp_path_factory.mktemp("ord"), head + "".join(cues))
        assert " ".join(texts(found)).split() == said


def test_mending_what_is_mended_changes_nothing() -> None:
    for text in (YOUTUBE, TEAMS, ZOOM, SRT):
        once = mend(text).text
        assert mend(once).text == once


@pytest.mark.parametrize(
    "text",
    [
        # A rolling file with a cue of nothing but a space ended the reading.
        "WEBVTT\n\n00:01.000 --> 00:02.000\nja<00:00:01.500><c> da</c>\n\n00:02.000 --> 00:02.010\n \n",
        # To srt the stamps of the next cue were the text of an empty one.
        "00:00:02.000 --> 00:00:09.000\n00:00:01.000 --> 00:00:02.000\nja da\n",
        # A second arrow on a line of stamps began a cue without a start.
        "WEBVTT\n\n00:01.000 --> 00:02.00 --> 00:02.010\nja da\n",
    ],
)
def test_what_fuzzing_found_stays_mended(text: str) -> None:
    for parse in (vtt.parse, srt_file.parse):
        found = parse(text)
        assert "ja da" in " ".join(block.text for block in found.blocks)
        assert "undertekst_lost" not in codes(found)


def test_fifty_thousand_empty_cues_take_no_time_worth_mentioning() -> None:
    # It took 25 s while each stamp was looked for an identifier through all the ones before.
    begun = time.monotonic()
    with pytest.raises(UnreadableError):
        srt_file.parse("00:00:01,000 --> \n" * 50_000)
    assert time.monotonic() - begun < 10
