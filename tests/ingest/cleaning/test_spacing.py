"""T4: letter-spaced words closed up, and no others."""

import pytest

from tests.ingest.cleaning.making import INNST, Report, clean, whole


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "m e d l e m m e r  f r a  H ø y r e  o g\nK r i s t e l i g  F o l k e p a r t i  mener",
            "medlemmer fra Høyre og Kristelig Folkeparti mener",
        ),
        ("sektor. F l e r t a l l e t  viser til at", "sektor. Flertallet viser til at"),
        ("Videre er d i s s e  m e d l e m m e r  opptatt av", "Videre er disse medlemmer opptatt av"),
        ("f r a  S o s i a l i s t i s k  Ve n s t r e p a r t i , viser", "fra Sosialistisk Venstreparti, viser"),
        ("Ko m i t e e n  m e d  To r h i l d  Tv e i t e n", "Komiteen med Torhild Tveiten"),
        ("f r a  A r -\nb e i d e r p a r t i e t  mener", "fra Arbeiderpartiet mener"),
        ("f r a  S e n t e r p a r t i -\ne t  mener at tillit", "fra Senterpartiet mener at tillit"),
        ("K r i s t e l i g  F o l k e p a r -\nt i , er opptatt", "Kristelig Folkeparti, er opptatt"),
        ("I dette arbeidet er d i s -\ns e  m e d l e m m e r  opptatt", "er disse medlemmer opptatt"),
        ("J o n  E n g e n - H e l g h e i m", "Jon Engen-Helgheim"),
        ("Vi vil ha to av de ni på en ny øy", "Vi vil ha to av de ni på en ny øy"),
        ("a b c er de tre første", "a b c er de tre første"),
    ],
)
def test_letter_spaced_words_are_closed_up(lines: str, expected: str) -> None:
    assert expected in whole(clean(lines))


@pytest.mark.parametrize(
    "name",
    [
        "Komiteens medlemmer fra Høyre, Fremskrittspartiet og Kristelig Folkeparti",
        "Komiteens flertall, medlemmene fra Arbeiderpartiet, Senterpartiet og Sosialistisk Venstreparti",
        "Norunn Tveiten Benestad",
        "Jon Engen-Helgheim",
        "fra Arbeiderpartiet, Høyre og Kristelig Folkeparti, er opptatt av",
        "Videre er disse medlemmer opptatt av",
        "Komiteens medlemmer fra Senterpartiet mener",
    ],
)
def test_party_and_speaker_names_of_the_report_come_out_whole(report: Report, name: str) -> None:
    assert name in whole(report(INNST))


def test_nothing_letter_spaced_is_left_in_the_report(report: Report) -> None:
    cleaned = report(INNST)
    assert cleaned.counts["letter_spaced_words"] > 1000
    tokens = whole(cleaned).split()
    singles = [place for place, token in enumerate(tokens) if len(token) == 1 and token.isalpha()]
    assert not [place for place in singles if {place + 1, place + 2} <= set(singles)]
