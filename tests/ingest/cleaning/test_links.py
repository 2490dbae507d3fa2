"""T9: URLs are moved out of the text, each once."""

import pytest

from tests.ingest.cleaning.making import DIFI, FULL, LETTER, TELEMARK, Report, clean, whole


def test_urls_are_moved_out_of_the_text_and_kept_once_each() -> None:
    cleaned = clean(
        f"{FULL}\nsom står på https://ks.no/a (se www.ks.no/b).\nMer tekst.\nhttps://ks.no/a\nhttps://ks.no/a/\nHTTPS://ks.no/c"
    )
    assert cleaned.links == ["https://ks.no/a", "www.ks.no/b", "HTTPS://ks.no/c"]
    assert whole(cleaned) == f"{FULL} som står på (se).\nMer tekst."


def test_a_url_cut_by_a_line_end_is_put_together_and_known_again() -> None:
    cleaned = clean(
        "Tekst1 om dette.\n1 https://regjeringen.no/strategi_for_offent-\nlig_sektor.pdf.\nhttps://regjeringen.no/strategi_for_offentlig_sektor.pdf"
    )
    assert cleaned.links == ["https://regjeringen.no/strategi_for_offentlig_sektor.pdf"]
    assert whole(cleaned) == "Tekst om dette."


def test_what_is_removed_is_accounted_for() -> None:
    cleaned = clean("Se https://ks.no/abc for mer.")
    assert whole(cleaned) == "Se for mer."
    assert cleaned.counts["letters_removed"] == len("httpsksnoabc")


@pytest.mark.parametrize("name", [DIFI, TELEMARK, LETTER])
def test_no_url_is_left_in_the_text_of_a_report_and_none_is_kept_twice(report: Report, name: str) -> None:
    cleaned = report(name)
    assert "http" not in whole(cleaned)
    assert "www." not in whole(cleaned)
    assert cleaned.links
    bare = [link.rstrip("/").replace("-", "").lower() for link in cleaned.links]
    assert len(bare) == len(set(bare))


def test_the_links_of_the_telemark_report_are_ten_and_whole(report: Report) -> None:
    links = report(TELEMARK).links
    assert len(links) == 10
    assert any(link.endswith("/digitaliseringsstrategi_for_offentlig_sektor_rettet.pdf") for link in links)
    assert any(link.endswith("-the-norwegian-association-of-local-and-regional-authorities.html") for link in links)
