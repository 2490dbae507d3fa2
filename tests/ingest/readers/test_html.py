"""Web pages: the main text in its blocks, what the page says of itself, and pages that cannot be read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trafilatura.metadata import extract_metadata
from trafilatura.utils import load_html

from ingest.blocks import BlockKind, Extract
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers import html
from ingest.readers.html_metadata import page_metadata
from tests.ingest.readers.pages import ARTICLE, PAGES, TABLE_PAGE, WebPage, page

# What a head may say of its page, and how a site may be called in it.
HEADS = {
    "nothing": "",
    "an account": '<meta name="twitter:site" content="@eksempel"><title>Dette - eksempel.no</title>',
    "a site in the title": "<title>Slik gjorde vi det | eksempel.kommune.no</title>",
    "an address": '<link rel="canonical" href="https://www.eksempel.example/2021/03/04/dette?b=1&a=2">',
    "half an address": '<meta property="og:image" content="https://eksempel.example/b.png">'
    '<link rel="canonical" href="/a">',
    "linked data": '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Tittelen &amp; mer", '
    '"datePublished": "2022-02-02", "publisher": {"@type": "Organization", "name": "Eksempel"}}</script>',
    "broken linked data": '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Tittel"</script>'
    '<script type="application/ld+json">[[1], null]</script>',
}


def read(folder: Path, text: str | bytes) -> Extract:
    file = folder / "side.html"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return html.read(file, Limits())


def whole_text(found: Extract) -> str:
    return "\n".join(block.text for block in found.blocks)


@pytest.mark.parametrize("name", PAGES)
def test_the_main_text_comes_out_and_menus_banners_and_footers_do_not(tmp_path: Path, name: str) -> None:
    text = whole_text(read(tmp_path, PAGES[name].html.replace("charset=windows-1252", "charset=utf-8")))
    assert [piece for piece in PAGES[name].wanted if piece not in text] == []
    assert [piece for piece in PAGES[name].unwanted if piece in text] == []


def test_blocks_keep_what_they_are_and_headings_their_level(tmp_path: Path) -> None:
    found = read(tmp_path, ARTICLE.html)
    assert [(block.kind, block.level) for block in found.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
        *[(BlockKind.LIST_ITEM, 0)] * 4,
        (BlockKind.HEADING, 3),
        *[(BlockKind.LIST_ITEM, 0)] * 2,
        (BlockKind.TABLE, 0),
        (BlockKind.QUOTE, 0),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert "Ny trygghetsalarm med GPS" in whole_text(found)


def test_a_table_keeps_its_rows(tmp_path: Path) -> None:
    table = next(block for block in read(tmp_path, TABLE_PAGE.html).blocks if block.kind is BlockKind.TABLE)
    assert table.text.split("\n") == [
        "År | Tiltak | Kroner",
        "2021 | Turgruppe for eldre | 50 000",
        "2022 | Leksehjelp på biblioteket | 75 000",
    ]
    assert table.trusted


def test_the_page_says_who_published_it_when_and_where(tmp_path: Path) -> None:
    assert read(tmp_path, ARTICLE.html).metadata == {
        "tittel": "Velferdsteknologi i hjemmetjenesten",
        "utgiver": "Eksempel kommune",
        "dato": "2023-05-04",
        "url": "https://www.eksempel.example/prosjekter/velferdsteknologi",
    }


@pytest.mark.parametrize("name", [*PAGES, *HEADS])
def test_what_a_page_says_of_itself_is_what_the_whole_search_of_the_library_finds(name: str) -> None:
    text = PAGES[name].html if name in PAGES else page("<main><h1>Én</h1><h1>To</h1><p>Tekst.</p></main>", HEADS[name])
    dates = {"extensive_search": False, "original_date": True}
    whole = extract_metadata(load_html(text), date_config=dates)
    said = {"tittel": whole.title, "utgiver": whole.sitename, "dato": whole.date, "url": whole.url}
    assert page_metadata(load_html(text)) == {name: value for name, value in said.items() if value}


def test_a_date_in_the_text_is_not_taken_for_the_date_of_the_page(tmp_path: Path) -> None:
    body = "<main><h1>Tilskudd</h1><p>Søknadsfristen er 1. mars 2021, og svaret kommer før sommeren.</p></main>"
    assert "dato" not in read(tmp_path, page(body)).metadata


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("says", ["utf-8", "windows-1252", "iso-8859-1", "finnes-ikke"])
def test_the_letters_are_right_whatever_the_page_says_of_its_encoding(tmp_path: Path, encoding: str, says: str) -> None:
    body = "<main><h1>Møter på nett</h1><p>Vi lærte å gjøre møtene kortere, og færre måtte kjøre.</p></main>"
    found = read(tmp_path, page(body).replace('charset="utf-8"', f'charset="{says}"').encode(encoding))
    assert "Vi lærte å gjøre møtene kortere, og færre måtte kjøre." in whole_text(found)


@pytest.mark.parametrize(
    "text",
    [
        '<html><head><script src="a.js"></script></head><body><div id="root"></div></body></html>',
        '<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="app"></div>'
        '<script src="/app.js"></script></body></html>',
        "<html><body><p>Denne siden krever JavaScript. Slå på JavaScript i nettleseren.</p><script>a()</script>"
        "</body></html>",
    ],
)
def test_a_page_that_only_a_browser_can_fill_is_refused_with_what_to_do(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError, match=r"JavaScript.*PDF") as refused:
        read(tmp_path, text)
    assert refused.value.reason is Reason.NO_TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"<html><body></body></html>", Reason.NO_TEXT),
        (b"<html><body><nav><a href='/'>Hjem</a></nav></body></html>", Reason.NO_TEXT),
        (bytes(range(256)) * 40, Reason.WRONG_ENCODING),
        (b"<p>" + b"x " * (html.MAX_MEGABYTES * 500_000), Reason.TOO_LARGE),
        (b"<html><body>" + b"<div>" * 100_000 + b"<p>Dypt nede.</p>", Reason.NO_TEXT),
        (b"<html><body><p>" + b"<b>" * 100_000 + b"Dypt nede.", Reason.NO_TEXT),
        (b"<html><body>" + b"<table><tr><td>" * 5_000 + b"Dypt nede.", Reason.NO_TEXT),
    ],
    ids=["tom", "uten tekst", "bare meny", "binær", "for stor", "div i div", "b i b", "tabell i tabell"],
)
def test_what_is_no_page_of_text_is_refused_with_its_reason(tmp_path: Path, data: bytes, reason: Reason) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(tmp_path, data)
    assert refused.value.reason is reason


def test_entities_from_outside_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("Dette skal ikke leses.", encoding="utf-8")
    text = (
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<html><body><main><p>Her står &x; en setning som er lang nok til å komme med i hovedteksten.</p></main>"
        "</body></html>"
    )
    assert "ikke leses" not in whole_text(read(tmp_path, text))


def test_reading_a_page_logs_nothing_of_what_it_says(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path, ARTICLE.html)
    with pytest.raises(UnreadableError):
        read(tmp_path, "<html><body></body></html>")
    assert caplog.records == []


# Written after the settings were chosen: the same aims on forms that had no part in the choice.
UNSEEN = {
    "nynorsk artikkel med hode i artikkelen": WebPage(
        page(
            """<article><header><h1>Felles vassverk</h1><time datetime="2020-02-03">3. februar 2020</time></header>
<p>Tre kommunar bygde eit felles vassverk, og delte både kostnaden og vaktordninga mellom seg.</p>
<p>Det tok fire år frå vedtak til vatn i springen.</p><footer><p>Skrive av teknisk avdeling.</p></footer></article>"""
        ),
        ("Felles vassverk", "delte både kostnaden", "vatn i springen"),
    ),
    "banner uten rolle midt i siden": WebPage(
        page(
            """<div id="content"><h1>Innbyggerpanel</h1><p>Panelet har 200 medlemmer som svarer på spørsmål fire
ganger i året.</p><p>Vi bruker svarene når planene skrives.</p></div>""",
            before='<div class="skip-link"><a href="#content">Hopp til hovedinnhold</a></div>',
        ),
        ("Innbyggerpanel", "200 medlemmer", "når planene skrives"),
        ("Godta alle", "Høring om kommuneplanens arealdel", "Rådhusveien"),
    ),
    "to spalter med faktaboks": WebPage(
        page(
            """<main><div class="row"><div class="col main-col"><h1>Samarbeid om IKT</h1><p>Seks kommuner har felles
driftssenter. Avtalen sier at alle betaler etter innbyggertall.</p><h2>Gevinster</h2><p>Feil rettes raskere.</p></div>
<div class="col fact"><h2>Fakta</h2><dl><dt>Startet</dt><dd>2016</dd><dt>Ansatte</dt><dd>14 årsverk</dd></dl></div>
</div></main>"""
        ),
        ("felles\ndriftssenter".replace("\n", " "), "Feil rettes raskere", "14 årsverk"),
    ),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_pages_that_had_no_part_in_choosing_the_settings_come_out_as_well(tmp_path: Path, name: str) -> None:
    text = whole_text(read(tmp_path, UNSEEN[name].html))
    assert [piece for piece in UNSEEN[name].wanted if piece not in text] == []
    assert [piece for piece in UNSEEN[name].unwanted if piece in text] == []


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<ul><li>",
        "</li>",
        "<table>",
        "<tr>",
        "<td>",
        "<h2>",
        "</h2>",
        "<br>",
        "<blockquote>",
        "<details>",
        "<summary>",
        "&amp;",
        "&#0;",
        "<!--",
        "-->",
        "<![CDATA[",
        "<svg>",
        "<template>",
        "Tekst som er lang nok. " * 6,
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=15)), max_size=30).map("".join))
def test_whatever_the_page_nothing_but_a_refusal_comes_out(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        found = read(tmp_path_factory.mktemp("side"), ("<html>" + text).encode("utf-8", errors="replace"))
    except UnreadableError:
        return
    assert all(block.text.strip() == block.text != "" for block in found.blocks)
    assert all((block.kind is BlockKind.HEADING) == (1 <= block.level <= 6) for block in found.blocks)
