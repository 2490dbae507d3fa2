"""How the sharing of help is measured."""

import pytest

from eval.mentoring import gini, judge, nearest, one_by_one, tables, together, ways
from kunnskapsbase.municipalities import MunicipalityRegister
from tests.support.mentors import suggested


def test_gini_is_nought_for_equal_shares_and_high_where_one_has_all() -> None:
    assert gini([3, 3, 3]) == pytest.approx(0)
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert gini([1, 3]) == pytest.approx(0.25)
    assert gini([0, 0]) == 0


def test_all_at_once_is_fairer_than_the_best_fit_and_fits_better_than_one_by_one(
    register: MunicipalityRegister,
) -> None:
    askers = [each for each in register if each.county_number == "56"]
    mentors = suggested(register, "5616", "5622", "5607", "1804", "0301", "4601", "3450", "1577", "5055", "4641")
    alone = judge(nearest(askers, mentors), mentors)
    turns = judge(one_by_one(askers, mentors, 0.0), mentors)
    both = judge(together(askers, mentors, 0.0), mentors)
    assert alone["gini"] > both["gini"]
    assert alone["most"] > both["most"] == 2
    assert alone["fit"] > both["fit"] > turns["fit"]
    assert alone["beyond"] > both["beyond"] == 0


def test_the_report_has_a_row_for_each_way_and_each_bar() -> None:
    row = {"fit": 0.5, "worst": 0.25, "most": 3.0, "busiest": 12.0, "gini": 0.4, "beyond": 0.05}
    bar = {"bar": 0.5, "precision": 0.75, "recall": 0.5, "f1": 0.6, "found": 4.5}
    shared, found = tables({"shared": {"boards": 7, "ways": dict.fromkeys(ways(), row)}, "bars": {"nøkkelord": [bar]}})
    assert [each[0] for each in shared.rows] == list(ways())
    assert shared.rows[0][1:] == ["0,500", "0,250", "3,0", "12", "0,40", "5,0 %"]
    assert found.rows == [["nøkkelord", "0,50", "0,75", "0,50", "0,60", "4,5"]]
