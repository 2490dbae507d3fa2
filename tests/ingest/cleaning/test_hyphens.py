"""T1, T2, T3, T20: hyphens at line ends."""

import re

import pytest

from ingest.wordcheck import broken_words
from tests.ingest.cleaning.making import DIFI, INNST, KS, LETTER, TELEMARK, Report, ReportPages, clean, whole


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("regjeringens mål er en ef-\nfektiv sektor", "en effektiv sektor"),
        ("regjeringens mål er en ef\u00ad\nfektiv sektor", "en effektiv sektor"),
        ("regjeringens mål er en ef\ufffe\nfektiv sektor", "en effektiv sektor"),
        ("regjeringens mål er en ef\u2010\nfektiv sektor", "en effektiv sektor"),
        ("regjeringens mål er en ef\u00adfektiv sektor", "en effektiv sektor"),
        ("det er en kommunal-\nog moderniseringssak", "en kommunal- og moderniseringssak"),
        ("det er et innovasjons-\neller utviklingsarbeid", "innovasjons- eller utviklingsarbeid"),
        ("det er et helse-\nsamt omsorgstilbud", "helse- samt omsorgstilbud"),
        ("det er eit kommune-\nog fylkesarbeid", "kommune- og fylkesarbeid"),
        ("den går fra kommunerefor-\nmen til nå", "kommunereformen til nå"),
        ("den såkalte ABE-\nreformen er over", "ABE-reformen"),
        ("de skal ha 5G-\ndekning over hele landet", "5G-dekning"),
        ("vi har felles IKT-\nløsninger", "IKT-løsninger"),
        ("direktoratet for e-\nhelse", "e-helse"),
        ("høgskolen i Sørøst-\nNorge", "Sørøst-Norge"),
        ("de har New Public Management, som Management er, og en Management-\ntankegangx", "Management-tankegangx"),
        ("Ellinor Kris-\ntiansen var med", "Kristiansen"),
        ("det er et non-profit tiltak og et annet non-\nprofit tiltak", "annet non-profit tiltak"),
        ("aktørene/-\npådriverne", "aktørene/-pådriverne"),
        ("i (2019–\n2020) kom den", "(2019–2020)"),
        ("i (2019– 2020) kom den", "(2019–2020)"),
        ("de tok 2 – 3 måneder", "2 – 3 måneder"),
        ("nettverk og -\nmiljøer", "nettverk og - miljøer"),
    ],
)
def test_a_line_end_is_put_together(lines: str, expected: str) -> None:
    assert expected in whole(clean(lines))


def test_a_hyphen_that_a_space_follows_in_the_source_is_kept_where_lines_end_so() -> None:
    page = "Virkemidlene er mange og de er \nspredte, og det gjelder både helse- \nog omsorgssektoren og andre \n"
    assert "helse- og omsorgssektoren" in whole(clean(page))


def test_words_that_the_document_writes_whole_decide_for_a_name() -> None:
    page = "HelseOmsorg21 er en strategi.\nDen heter HelseOm-\nsorg21 og varer."
    assert "heter HelseOmsorg21 og" in whole(clean(page))


def test_every_suspended_hyphen_before_og_of_the_reports_is_kept(report: Report) -> None:
    """The traps document counted them in the extracts: 43, 94 and 55; a blind join left none."""
    kept = {name: len(re.findall(r"\w- og\b", whole(report(name)))) for name in (INNST, DIFI, TELEMARK)}
    assert kept == {INNST: 43, DIFI: 94, TELEMARK: 55}


def test_those_that_stand_exactly_at_a_line_end_are_kept(report: Report) -> None:
    kept = [report(name).counts["line_hyphens_space"] for name in (INNST, DIFI, TELEMARK)]
    assert kept == [2, 5, 3]
    assert "planleggings- og innovasjons- og utviklingsoppgaver" in whole(report(TELEMARK))


def test_line_end_hyphenation_of_the_reports_is_joined(report: Report) -> None:
    joined = [report(name).counts["line_hyphens_joined"] for name in (INNST, DIFI, TELEMARK)]
    assert joined[0] > 830
    assert 0 < joined[1] < 22
    assert joined[2] > 400
    assert "en effektiv offentlig sektor" in whole(report(INNST))


@pytest.mark.parametrize("word", ["ABE-reformen", "5G-dekning", "IKT-løsninger", "New Public Management-tankegang"])
def test_hyphens_that_belong_to_the_word_stay_in_the_reports(report: Report, word: str) -> None:
    together = "\n".join(whole(report(name)) for name in (INNST, TELEMARK, DIFI))
    assert word in together
    assert word.replace("-", "") not in together


@pytest.mark.parametrize("name", [INNST, DIFI, TELEMARK, LETTER, KS])
def test_at_most_one_word_in_a_thousand_is_broken_in_each_report(report: Report, name: str) -> None:
    text = whole(report(name))
    broken = broken_words(text)
    assert len(broken) <= len(text.split()) / 1000, broken


def test_the_measure_finds_the_damage_in_the_extracts_themselves(report_pages: ReportPages) -> None:
    """A text joined blindly fails the same measure by far, so that it is no measure that cannot fail."""
    raw = " ".join(page.text.replace("\n", " ") for page in report_pages(INNST))
    assert len(broken_words(raw)) > len(raw.split()) / 50


def test_ranges_broken_by_a_line_end_are_repaired_in_the_report(report: Report) -> None:
    text = whole(report(INNST))
    assert not re.search(r"\d{4}– \d{4}", text)
    assert text.count("(2019–2020)") > 3
