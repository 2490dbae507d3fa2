"""The measure of drafts: a finding is met by the passage its words stand in, and by no other."""

from eval.drafts import Finding, judge, place_of
from ingest.drafts import Draft
from kunnskapsbase.document import Document, DocumentKind, DocumentPassage


def document(*texts: str) -> Document:
    passages = tuple(DocumentPassage(number=number, text=text) for number, text in enumerate(texts))
    return Document(id="d", kind=DocumentKind.REPORT, title="D", passages=passages)


def draft(name: str, *passages: int) -> Draft:
    return Draft(
        id=name,
        document_id="d",
        title="T",
        kommunenummer=(),
        municipalities=(),
        challenge=(),
        approach=(),
        gains=(),
        lessons=(),
        contacts=(),
        passages=passages,
        confidence="høy",
        reasons=(),
    )


SOURCE = document("Noe helt annet.", "De tok i bruk inn- og utlån9 i alle", "skolene samme år.")


def finding(quote: str, kind: str = "kommune/region") -> Finding:
    return Finding(quote, kind, "Aktør", quote)


def test_a_quotation_is_found_through_what_cleaning_changes_and_over_a_boundary() -> None:
    assert place_of(finding("bruk inn- og utlån i"), [SOURCE]) == ("d", {1})
    assert place_of(finding("i alle skolene"), [SOURCE]) == ("d", {1, 2})
    assert place_of(finding("står ikke her"), [SOURCE]) is None


def test_only_a_draft_from_that_passage_meets_the_finding() -> None:
    seen = [finding("helt annet", "fylke"), finding("samme år"), finding("står ikke her")]
    results = judge(seen, [SOURCE], [draft("a", 0), draft("b", 1)])
    assert results["findings"] == {
        "fylke": {"all": 1, "located": 1, "met": 1},
        "kommune/region": {"all": 2, "located": 1, "met": 0},
    }
    assert results["drafts"]["høy"] == {"all": 2, "meeting": 1}
    assert results["missed_municipal"] == ["samme år: Aktør", "står ikke her: Aktør"]
