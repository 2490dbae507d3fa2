"""The measuring of place links: counting, intervals, and no error on the dev labels that the report does not list."""

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.linking import all_sources, intervals, main, scores, summarise
from eval.linking_labels import Label, Labelled, Outcome, judge, outcomes, read_labels
from eval.linking_text import CORPUS, SHARED, Sentence, Source, corpus_sources
from eval.report import RESULTS
from ingest.linking import Mention, PlaceLinker
from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import load_register


@pytest.fixture(scope="module")
def linker() -> PlaceLinker:
    return PlaceLinker(load_register(CORPUS / "kommuner"))


def label(
    start: int, text: str, kind: str = "kommune", numbers: tuple[str, ...] = (), counties: tuple[str, ...] = ()
) -> Label:
    return Label(start, text, kind, frozenset(numbers), frozenset(counties), text)


def labelled(*labels: Label) -> Labelled:
    return Labelled("erfaring/noe", "0" * 12, "kandidat", "dev", labels)


def results(labels: list[Label], mentions: list[Mention]) -> Counter[str]:
    return Counter(each.result for each in judge(labelled(*labels), labels, mentions, 0, ""))


def test_a_right_link_counts_once() -> None:
    assert results(
        [label(0, "Loppa", numbers=("5614",))], [Mention(0, 6, "Loppas", "kommune", ("5614",), ("56",))]
    ) == {"riktig": 1}


def test_a_wrong_link_is_both_wrong_and_missed() -> None:
    found = results([label(0, "Bø", numbers=("4020",))], [Mention(0, 2, "Bø", "kommune", ("1867",), ("18",))])
    assert found == {"oversett": 1, "falsk": 1}


def test_a_name_left_undecided_is_missed_and_not_wrong() -> None:
    found = results([label(0, "Bø", numbers=("4020",))], [Mention(0, 2, "Bø", "kommune", (), (), "to steder")])
    assert found == {"oversett": 1}


def test_a_word_that_is_no_place_is_wrong_when_linked_and_untouched_when_not() -> None:
    lund = label(0, "Lund", "etternavn")
    assert results([lund], []) == {"urørt": 1}
    assert results([lund], [Mention(0, 4, "Lund", "kommune", ("1112",), ("11",))]) == {"falsk": 1}


def test_a_county_is_right_by_its_counties() -> None:
    viken = label(0, "Viken", "fylke", counties=("31", "32", "33"))
    assert results([viken], [Mention(0, 5, "Viken", "fylke", (), ("31", "32", "33"))]) == {"riktig": 1}
    assert results([viken], [Mention(0, 5, "Viken", "fylke", (), ("31",))]) == {"oversett": 1, "falsk": 1}


def test_a_link_that_no_label_knows_is_wrong() -> None:
    assert results([], [Mention(0, 5, "Loppa", "kommune", ("5614",), ("56",))]) == {"falsk": 1}


def test_the_scores_are_the_usual_ones() -> None:
    found = scores({"riktig": 8, "falsk": 2, "oversett": 8, "urørt": 5})
    assert found == {"precision": 0.8, "recall": 0.5, "f1": 16 / 26}
    assert scores({"urørt": 3}) == {"precision": None, "recall": None, "f1": None}


def test_the_intervals_hold_the_score_and_are_the_same_every_time() -> None:
    judged = [
        Outcome(f"erfaring/{n}", "dev", "kandidat", "kommune", "x", "x", "oversett" if n % 5 == 0 else "riktig", "", "")
        for n in range(50)
    ]
    low, high = intervals(judged)["recall"]
    assert low < 0.8 < high
    assert intervals(judged) == intervals(judged)
    assert summarise(judged)["all"]["recall"] == 0.8


def test_sentences_are_found_again_by_their_digest() -> None:
    source = Source("erfaring/x", "erfaring", "Tittel", ("Første setning. Andre setning.", "Tredje."))
    sentences = list(source.sentences())
    assert [each.text for each in sentences] == ["Første setning.", "Andre setning.", "Tredje."]
    for each in sentences:
        assert source.paragraphs[each.paragraph][each.start :].startswith(each.text)
        assert each.digest == Sentence("annen", 7, 9, each.text).digest


def test_the_labels_lie_where_they_say_and_quote_little(linker: PlaceLinker) -> None:
    known = read_labels()
    sources = corpus_sources()
    sentences = {(key, each.digest): each.text for key, source in sources.items() for each in source.sentences()}
    found = 0
    for each in known:
        text = sentences.get((each.source, each.sentence))
        for name in each.labels:
            # The text of reports is not ours to give away.
            assert len(name.excerpt.split()) <= 12, name
            assert name.text in name.excerpt, name
            if text is not None:
                found += 1
                assert text[name.start : name.end] == name.text
    assert found > 300
    assert sum(len(each.labels) for each in known) >= 300


def test_labels_that_cannot_be_read_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="kan ikke leses"):
        read_labels(tmp_path / "mangler.jsonl")
    assert main(["--labels", str(tmp_path / "mangler.jsonl"), "--results", str(tmp_path)]) == 2


def test_a_source_that_is_not_here_is_measured_on_the_excerpts(linker: PlaceLinker) -> None:
    loppa = Label(100, "Loppa", "kommune", frozenset({"5614"}), frozenset(), "planen i Loppa ble fulgt")
    judged, lost = outcomes(linker, [labelled(loppa)], {})
    assert [(each.result, each.seen) for each in judged] == [("riktig", "bare utdraget")]
    assert lost == []


def test_no_error_on_the_dev_labels_is_new_since_the_report(linker: PlaceLinker) -> None:
    report = json.loads((RESULTS / "stedsnavn.json").read_text(encoding="utf-8"))
    known = {(e["source"], e["text"], e["result"]) for e in report["results"]["splits"]["dev"]["errors"]}
    dev = [each for each in read_labels() if each.split == "dev"]
    sources = all_sources(dev, SHARED)
    # Without the reports only the corpus is read; what is left of the text would be another test.
    judged, _ = outcomes(linker, [each for each in dev if each.source in sources], sources)
    errors = {(e.source, e.text, e.result) for e in judged if e.result in {"falsk", "oversett"}}
    assert sum(each.result == "riktig" for each in judged) > 100
    assert errors <= known
