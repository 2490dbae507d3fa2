"""Keys over HTTP: what is said to who has none, a wrong one, a revoked one, or one that is for something else."""

from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient

from kunnskapsbase.audit import ActorRole
from kunnskapsbase.municipalities import MunicipalityRegister
from search_api.access import Caller, ForbiddenError
from search_api.app import create_app
from search_api.service import SearchService

DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


def test_a_key_tells_its_holder_what_it_is_good_for(client: TestClient, service: SearchService) -> None:
    made, secret = service.stores.keys.create("Loppa kommune", ActorRole.MUNICIPALITY, DAY, "5614")
    response = client.get("/v1/key", headers={"Authorization": f"Bearer {secret}"})
    assert response.status_code == 200
    expected = {"id": made.id, "name": "Loppa kommune", "role": "municipality", "kommunenummer": "5614"}
    assert response.json() == expected


@pytest.mark.parametrize(
    "said", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer lostfor_00000000_nei", "Bearer ø"]
)
def test_without_a_good_key_one_is_told_so_and_how_to_send_it(client: TestClient, said: str | None) -> None:
    headers = {} if said is None else {b"Authorization": said.encode("latin-1")}
    response = client.get("/v1/key", headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    problem = response.json()
    assert problem["type"] == "/problemer/krever-nokkel"
    assert "økkel" in problem["detail"]


def test_a_revoked_key_is_of_no_use_at_once_and_says_when(client: TestClient, service: SearchService) -> None:
    made, secret = service.stores.keys.create("Rådgiver", ActorRole.ADVISER, DAY)
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/v1/key", headers=headers).status_code == 200
    service.stores.keys.revoke(made.id, date(2026, 5, 1))
    response = client.get("/v1/key", headers=headers)
    assert response.status_code == 401
    assert "2026-05-01" in response.json()["detail"]


def test_a_municipality_writes_for_itself_and_the_others_for_all(
    register: MunicipalityRegister, service: SearchService
) -> None:
    loppa, senja = register.get("5614"), register.get("5530")
    own, _ = service.stores.keys.create("Loppa", ActorRole.MUNICIPALITY, DAY, "5614")
    Caller(own).may_act_for(loppa)
    with pytest.raises(ForbiddenError, match="Senja"):
        Caller(own).may_act_for(senja)
    for role in (ActorRole.ADVISER, ActorRole.ORGANISER, ActorRole.ADMIN):
        key, _ = service.stores.keys.create("Andre", role, DAY)
        Caller(key).may_act_for(senja)
