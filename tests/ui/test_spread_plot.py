"""How solutions spread, as a plot and a table: from adoptions alone."""

from search_api.wire_statistics import SpreadRow
from tests.ui.conftest import OpenPage, words_on
from ui.api_client import ApiClient
from ui.match.spread_plot import MOST_GROUPS, over_time, spread_chart, table_html
from ui.match.spreading import GROUPING
from ui.texts import load_texts


def _row(group: str, month: str, ever_in_use: int) -> SpreadRow:
    return SpreadRow(
        group=group,
        group_words=group,
        month=month,
        considering=0,
        following=0,
        adopting=ever_in_use,
        in_operation=0,
        stopped=0,
        ever_in_use=ever_in_use,
    )


def test_a_month_in_which_nothing_happened_stands_as_the_one_before() -> None:
    told = over_time([_row("vann", "2025-11", 1), _row("vann", "2026-02", 3), _row("skole", "2026-01", 2)])
    assert told.periods == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert dict(zip(told.groups, told.counts, strict=True)) == {"vann": (1, 1, 1, 3), "skole": (0, 0, 2, 2)}


def test_many_months_are_told_as_years_as_they_stood_at_their_end() -> None:
    told = over_time([_row("vann", "2023-05", 1), _row("vann", "2023-12", 2), _row("vann", "2026-02", 5)])
    assert told.periods == ("2023", "2024", "2025", "2026")
    assert told.counts == ((2, 2, 2, 5),)


def test_the_groups_with_most_are_shown_and_the_table_has_all() -> None:
    rows = [_row(f"tema {number:02}", "2026-01", number) for number in range(MOST_GROUPS + 3)]
    told = over_time(rows)
    assert (told.groups[0], len(told.groups), told.hidden) == (f"tema {MOST_GROUPS + 2}", MOST_GROUPS, 3)
    table = table_html(rows, "Tema", load_texts("nb"))
    assert table.count("<tr>") == 1 + len(rows)
    evil = table_html([_row("<img src=x>", "2026-01", 1)], "<b>", load_texts("nn"))
    assert "<img" not in evil
    assert "<b>" not in evil
    drawn = spread_chart(told, load_texts("nn")).to_dict()
    assert len(drawn["layer"]) == 2


def test_the_page_shows_it_by_theme_county_and_size(page_at: OpenPage, api: str, loppas_key: str) -> None:
    body = {"solution_id": "dyroy-stedsuavhengig-arbeid", "municipality": "5614", "status": "i_drift"}
    with ApiClient(api) as client:
        client.record_adoption({**body, "since": "2026-01-10"}, loppas_key, "nb")
    page = page_at(api, name="match")
    assert "Visninger telles ikke." in words_on(page)
    for grouping, words in (("county", "Finnmark"), ("size_band", "små kommuner"), ("theme", "Tema")):
        page.radio(GROUPING).set_value(grouping).run()
        assert len(page.get("vega_lite_chart")) == 1
        assert words in words_on(page)
        assert "1.2026" in words_on(page)
    assert not page.exception
