"""Nobody is told of the questions: the API hands no request to a collector, not even where one is set up."""

import pytest
from fastapi.testclient import TestClient
from opentelemetry.trace import NoOpTracer, Tracer, TracerProvider

from search_api.app import create_app
from search_api.service import SearchService


class Collector(TracerProvider):
    """Counts who asks for a tracer."""

    asked = 0

    def get_tracer(self, *arguments: object, **named: object) -> Tracer:
        Collector.asked += 1
        return NoOpTracer()


def test_a_collector_that_is_set_up_hears_of_no_question(
    service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opentelemetry.trace.get_tracer_provider", Collector)
    client = TestClient(create_app(service))
    assert client.get("/v1/solutions?q=vannlekkasje").status_code == 200
    assert Collector.asked == 0
