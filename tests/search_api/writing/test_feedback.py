"""«Did this help?»: open to all, counted, and kept without who answered."""

from tests.support.writing import DYROY, Writing


def test_an_answer_is_counted_without_who_gave_it(api: Writing) -> None:
    said = {"solution_id": DYROY, "question": "tilflytting for Loppa, ring 412 34 567", "helped": True}
    for _ in range(2):
        received = api.client.post("/v1/feedback", json=said, headers=api.loppa)
        assert received.status_code == 201, received.text
    kept = "".join(received.json()["question"])
    assert "tilflytting" in kept
    assert "Loppa" not in kept
    assert "412" not in kept
    ((feedback, times),) = api.service.stores.feedback.each(DYROY)
    assert (feedback.question, feedback.helped, times) == (kept, True, 2)
    entries = api.client.get("/v1/audit", params={"entity": "tilbakemelding"}, headers=api.admin).json()["results"]
    assert {(each["key_id"], each["role"]) for each in entries} == {("", "anyone")}
    assert all(len(each["when"]) == len("2026-03-01") for each in entries)


def test_what_is_no_answer_is_refused(api: Writing) -> None:
    for body, parameter in (
        ({"solution_id": "finnes-ikke", "question": "vann", "helped": True}, "solution_id"),
        ({"solution_id": DYROY, "question": "", "helped": True}, "question"),
        ({"solution_id": DYROY, "question": "vann", "helped": 0}, "helped"),
        ({"solution_id": DYROY, "question": "vann", "helped": "kanskje"}, "helped"),
        ({"solution_id": DYROY, "question": "Loppa", "helped": True}, "question"),
    ):
        refused = api.client.post("/v1/feedback", json=body)
        assert refused.status_code == 422, refused.text
        assert [error["parameter"] for error in refused.json()["errors"]] == [parameter]
