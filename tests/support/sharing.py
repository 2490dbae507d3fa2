"""A transcript to share, and its way through the API. What it tells is made up for the tests."""

from typing import Any

from fastapi.testclient import TestClient

# Said in the transcript, and never to be found again: a name, a telephone number, an address.
PRIVATE = ("Kari Nordmann", "912 34 567", "kari.nordmann@gmail.com")
TRANSCRIPT = """WEBVTT

00:00:01.000 --> 00:00:08.000
<v Kari Nordmann>Velkommen. Jeg heter Kari Nordmann, ring 912 34 567 eller skriv til kari.nordmann@gmail.com.</v>

00:00:09.000 --> 00:00:18.000
<v Kari Nordmann>I Loppa kommune var problemet at det tok lang tid å få hjelp til kajakkene, for de var få.</v>

00:01:19.000 --> 00:01:33.000
<v Ola Hansen>Loppa kommune innførte felles kajakkvakt sammen med naboene, og tok i bruk en ny vaktliste.</v>

00:01:34.000 --> 00:01:45.000
<v Ola Hansen>Det sparte 30 prosent av tiden. Det viktigste vi lærte, er at det er viktig å begynne tidlig.</v>
"""
SOURCE = {
    "title": "Webinar om kajakkvakt",
    "publisher": "Eksempelfylket",
    "url": "https://www.youtube.com/watch?v=eksempel",
    "date": "2026-03-04",
}
CORRECTED = {
    "title": "Felles kajakkvakt",
    "challenge": "Det tok lang tid å få hjelp til kajakkene, og de var få.",
    "approach": "De fikk en felles kajakkvakt med naboene og en vaktliste for alle.",
    "sector": "teknisk",
    "innovation_type": "organisering",
}


def send(client: TestClient, headers: dict[str, str], text: str = TRANSCRIPT, **parameters: str) -> Any:  # noqa: ANN401
    """Send a transcript in."""
    said = {"filename": "kajakk.vtt"} | parameters
    return client.post("/v1/uploads", params=said, content=text.encode(), headers=headers)


def drafts(client: TestClient, headers: dict[str, str], upload: dict[str, Any]) -> list[dict[str, Any]]:
    """The drafts of an upload."""
    found: list[dict[str, Any]] = client.get(f"/v1/uploads/{upload['id']}/drafts", headers=headers).json()["results"]
    return found


def correct(client: TestClient, headers: dict[str, str], draft: dict[str, Any], **told: object) -> Any:  # noqa: ANN401
    """Change a draft."""
    body = {"version": draft["version"]} | told
    return client.patch(f"/v1/drafts/{draft['id']}", json=body, headers=headers)


def publish(client: TestClient, headers: dict[str, str], draft: dict[str, Any], **body: object) -> Any:  # noqa: ANN401
    """Publish a draft."""
    said = {"version": draft["version"], "confirmed": True} | body
    return client.post(f"/v1/drafts/{draft['id']}/publication", json=said, headers=headers)
