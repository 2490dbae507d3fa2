"""The curve of relevance against likeness is measured on real answers, here of a small corpus."""

import json
from pathlib import Path

import pytest

from eval import matching
from eval.matching import standardised
from eval.matching_report import LABELS, NETWORK_SHARES, WEIGHTS
from kunnskapsbase.matching import Asker
from kunnskapsbase.municipalities import MunicipalityRegister


@pytest.mark.usefixtures("small_base")
def test_every_way_is_measured_at_every_weight_and_ordering_alone_hides_no_answer(
    questions: Path, tmp_path: Path
) -> None:
    assert matching.main(["--questions", str(questions), "--askers", "3", "--results", str(tmp_path)]) == 0
    results = json.loads((tmp_path / "storrelse.json").read_text(encoding="utf-8"))["results"]
    # Of the questions that something answers, two say who asks; four are asked by three small municipalities each.
    assert (results["stated"]["askings"], results["sampled"]["askings"]) == (2, 12)
    by_share = results.pop("networks")
    for result in results.values():
        for name in LABELS:
            within, beyond = result["within"][name], result["beyond"][name]
            assert [seen["weight"] for seen in within] == list(WEIGHTS)
            assert within[0]["ndcg"] == beyond[0]["ndcg"]
            assert all(seen["hidden"] == 0 for seen in within)
            assert all(0.0 <= seen["ndcg"] <= 1.0 and seen["median_ln_ratio"] >= 0.0 for seen in (*within, *beyond))
        ours = result["within"]["ours"]
        assert ours[-1]["median_ln_ratio"] <= ours[0]["median_ln_ratio"]
    for seen in by_share.values():
        assert [each["network"] for each in seen] == list(NETWORK_SHARES)
        assert seen[0]["in_network"] <= seen[-1]["in_network"] <= 1.0
    drawing = (tmp_path / "storrelse.svg").read_text(encoding="utf-8")
    assert all(label in drawing for label in LABELS.values())


def test_questions_that_are_missing_are_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert matching.main(["--questions", str(tmp_path), "--results", str(tmp_path)]) == 2
    assert "Fant ikke spørsmålene" in capsys.readouterr().err


def test_neighbours_on_standardised_features_are_nearest_where_both_features_are(
    register: MunicipalityRegister,
) -> None:
    likeness = standardised(register)
    loppa, hasvik, oslo = (register.get(number) for number in ("5614", "5616", "0301"))
    asker = Asker(municipality=loppa)
    assert likeness(loppa, asker) == 1.0
    assert likeness(hasvik, asker) > 0.9
    assert likeness(oslo, asker) < 0.01
    # Of one who gives a number of inhabitants alone, that is all that is compared.
    assert likeness(oslo, Asker(population=oslo.population)) == 1.0


def test_the_small_askers_are_small_and_the_same_each_time(register: MunicipalityRegister) -> None:
    drawn = matching.small_askers(register, 20)
    assert len({each.kommunenummer for each in drawn}) == 20
    assert all(each.population < 5000 for each in drawn)
    assert drawn == matching.small_askers(register, 20)
