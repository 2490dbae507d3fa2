"""The page's way to the API. Every failure comes out as an ``ApiError`` that says which kind it is."""

from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from search_api import wire
from search_api.adoptions.wire import AdoptionFound, AdoptionLinkFound, AdoptionList
from search_api.entities.wire import NetworkRow
from search_api.mentors.wire import MentorBoard, MentorFound, MentorList, MentorMatches, PairNoteFound
from search_api.needs.wire import NeedReceived
from search_api.wire_coverage import Coverage
from search_api.wire_listing import Listed
from search_api.wire_municipalities import MunicipalityBrief, MunicipalityDetail, MunicipalityList
from search_api.wire_service import Health, Problem
from search_api.wire_statistics import SpreadRow

Parameters = list[tuple[str, str | int | float | bool | None]]
Body = Mapping[str, str]
FailureKind = Literal["away", "slow", "problem", "broken"]
_Model = TypeVar("_Model", bound=BaseModel)
_ALL_MUNICIPALITIES = 400
# As many as the API gives of a list at a time.
_MOST_IN_A_LIST = 1000


class ApiError(Exception):
    """The API gave no answer that can be shown.

    ``kind`` is ``away`` (nobody there), ``slow`` (no answer in time), ``problem`` (the API says in words what is
    wrong: ``problem`` holds them) or ``broken`` (an answer that makes no sense).
    """

    def __init__(self, kind: FailureKind, message: str, problem: Problem | None = None) -> None:
        super().__init__(message)
        self.kind: FailureKind = kind
        self.problem = problem


class ApiClient:
    """Asks the API over HTTP; safe to share between sessions."""

    def __init__(self, base_url: str, *, timeout: float = 15.0) -> None:
        # Proxies of the environment are for the outside world; the API is a neighbour, most often on this machine.
        self._client = httpx.Client(base_url=base_url, timeout=timeout, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def find(self, parameters: Parameters, language: str) -> wire.Answer:
        """Solutions that answer a question, in the language of the page."""
        return _read(wire.Answer, self._get("/v1/solutions", parameters, language))

    def solution(self, solution_id: str, language: str) -> wire.SolutionDetail:
        """Everything known of one solution."""
        path = f"/v1/solutions/{quote(solution_id, safe='')}"
        return _read(wire.SolutionDetail, self._get(path, [], language))

    def brief(self, solution_id: str, municipality: str | None, language: str) -> bytes:
        """One solution on one page, as PDF; told for a municipality where one is given."""
        path = f"/v1/solutions/{quote(solution_id, safe='')}/brief"
        parameters: Parameters = [("format", "pdf")]
        if municipality is not None:
            parameters.append(("municipality", municipality))
        return self._get(path, parameters, language).content

    def municipalities(self) -> list[MunicipalityBrief]:
        """Every municipality of today."""
        response = self._get("/v1/municipalities", [("limit", str(_ALL_MUNICIPALITIES))])
        return _read(MunicipalityList, response).results

    def municipality(self, kommunenummer: str) -> MunicipalityDetail:
        """The municipality of today behind a number of today or earlier."""
        return _read(MunicipalityDetail, self._get(f"/v1/municipalities/{quote(kommunenummer, safe='')}", []))

    def adoptions(self, solution_id: str, language: str) -> list[AdoptionFound]:
        """Who considers, follows or uses a solution, the newest status first."""
        response = self._get("/v1/adoptions", [("solution_id", solution_id)], language)
        return list(_read(AdoptionList, response).results)

    def record_adoption(self, body: Body, key: str, language: str) -> AdoptionFound:
        """Record that a municipality considers, follows or uses a solution; ``key`` is an access key of the API."""
        return _read(AdoptionFound, self._ask("POST", "/v1/adoptions", language=language, body=body, key=key))

    def change_adoption(self, adoption_id: str, body: Body, key: str, language: str) -> AdoptionFound:
        """Tell how it goes, from the version that ``body`` names."""
        path = f"/v1/adoptions/{quote(adoption_id, safe='')}"
        return _read(AdoptionFound, self._ask("PATCH", path, language=language, body=body, key=key))

    def adoption_link(self, token: str, language: str) -> AdoptionLinkFound:
        """Who may tell of what by a link."""
        return _read(AdoptionLinkFound, self._get(f"/v1/adoption-links/{quote(token, safe='')}", [], language))

    def tell_by_link(self, token: str, body: Body, language: str) -> AdoptionFound:
        """Tell by a link that a municipality considers, follows or uses a solution."""
        path = f"/v1/adoption-links/{quote(token, safe='')}"
        return _read(AdoptionFound, self._ask("POST", path, language=language, body=body))

    def mentors(self, solution_id: str, municipality: str, language: str) -> MentorMatches:
        """Who could help a municipality with a solution, the one to ring first first."""
        parameters: Parameters = [("solution_id", solution_id), ("municipality", municipality)]
        return _read(MentorMatches, self._get("/v1/mentors/match", parameters, language))

    def helpers(self, theme: str, language: str) -> list[MentorFound]:
        """Everybody who could help with a theme."""
        response = self._get("/v1/mentors", [("theme", theme), ("limit", _MOST_IN_A_LIST)], language)
        return list(_read(MentorList, response).results)

    def board(self, parameters: Parameters, language: str) -> MentorBoard:
        """Every municipality of a county or network with mentors for a theme."""
        return _read(MentorBoard, self._get("/v1/mentors/board", parameters, language))

    def board_sheet(self, parameters: Parameters, kind: str, language: str) -> bytes:
        """The same as a sheet of a ``kind``: csv or xlsx."""
        return self._get("/v1/mentors/board", [*parameters, ("format", kind)], language).content

    def note_pair(self, body: Body, key: str, language: str) -> PairNoteFound:
        """Note and decide something of a pair of mentor and asker."""
        return _read(PairNoteFound, self._ask("POST", "/v1/mentor-notes", language=language, body=body, key=key))

    def change_note(self, note_id: str, body: Body, key: str, language: str) -> PairNoteFound:
        """Change what is noted and decided of a pair, from the version that ``body`` names."""
        path = f"/v1/mentor-notes/{quote(note_id, safe='')}"
        return _read(PairNoteFound, self._ask("PATCH", path, language=language, body=body, key=key))

    def remove_note(self, note_id: str, version: str, key: str, language: str) -> None:
        """Take back what was noted and decided of a pair."""
        path = f"/v1/mentor-notes/{quote(note_id, safe='')}"
        self._ask("DELETE", path, [("version", version)], language=language, key=key)

    def networks(self, language: str) -> list[NetworkRow]:
        """The networks that municipalities meet in this year."""
        response = self._get("/v1/networks", [("limit", _MOST_IN_A_LIST)], language)
        return _read(Listed[NetworkRow], response).results

    def spread(self, by: str, language: str) -> list[SpreadRow]:
        """Where the adoptions of each group stood at the end of each month in which something happened."""
        response = self._get("/v1/statistics/adoptions", [("by", by), ("limit", _MOST_IN_A_LIST)], language)
        return _read(Listed[SpreadRow], response).results

    def report_need(self, text: str, municipality: str | None, language: str) -> NeedReceived:
        """Tell what is missed; only the size and the part of the country of the municipality are kept."""
        body = {"text": text, "municipality": municipality} if municipality else {"text": text}
        return _read(NeedReceived, self._ask("POST", "/v1/needs", language=language, body=body))

    def as_holder(self, key: str, language: str) -> "KeyHolder":
        """The same API asked by the holder of an access key."""
        return KeyHolder(self, key, language)

    def coverage(self, parameters: Parameters) -> Coverage:
        """How many solutions there are of what, within filters."""
        return _read(Coverage, self._get("/v1/coverage", parameters))

    def borders(self) -> dict[str, Any]:
        """The outlines of the municipalities as TopoJSON."""
        response = self._get("/v1/borders", [])
        try:
            outlines = response.json()
        except ValueError as error:
            raise ApiError("broken", f"/v1/borders: {error!r}") from error
        if not isinstance(outlines, dict):
            raise ApiError("broken", "/v1/borders: no object")
        return outlines

    def health(self) -> Health:
        """What the API has, also when it says that it cannot answer now."""
        return _read(Health, self._get("/health", [], refused_is_answer=True))

    def _get(
        self, path: str, parameters: Parameters, language: str = "nb", *, refused_is_answer: bool = False
    ) -> httpx.Response:
        return self._ask("GET", path, parameters, language=language, refused_is_answer=refused_is_answer)

    def _ask(  # noqa: PLR0913 -- what a request can have
        self,
        method: str,
        path: str,
        parameters: Parameters | None = None,
        *,
        language: str,
        body: Mapping[str, object] | None = None,
        content: bytes | None = None,
        key: str | None = None,
        refused_is_answer: bool = False,
        seconds: float | None = None,
    ) -> httpx.Response:
        headers = {"Accept-Language": language}
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"
        try:
            response = self._client.request(
                method,
                path,
                params=httpx.QueryParams(parameters or []),
                headers=headers,
                json=body,
                content=content,
                timeout=httpx.USE_CLIENT_DEFAULT if seconds is None else seconds,
            )
        except httpx.TimeoutException as error:
            raise ApiError("slow", f"{path}: {error!r}") from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise ApiError("away", f"{path}: {error!r}") from error
        except (httpx.HTTPError, ValueError) as error:
            raise ApiError("broken", f"{path}: {error!r}") from error
        if response.is_success or (refused_is_answer and response.status_code == httpx.codes.SERVICE_UNAVAILABLE):
            return response
        raise _failure(path, response)


class KeyHolder:
    """Asks and writes with an access key, for what has a module of its own (``ui.share.desk``)."""

    def __init__(self, client: ApiClient, key: str, language: str) -> None:
        self._client = client
        self._key = key
        self._language = language

    def get(self, model: type[_Model], path: str, parameters: Parameters | None = None) -> _Model:
        """What is read."""
        return _read(model, self._ask("GET", path, parameters))

    def write(self, model: type[_Model], method: str, path: str, body: Mapping[str, object]) -> _Model:
        """What is answered to a write."""
        return _read(model, self._ask(method, path, body=body))

    def send(self, model: type[_Model], path: str, parameters: Parameters, content: bytes, seconds: float) -> _Model:
        """What is answered to a file, waited for so long."""
        return _read(model, self._ask("POST", path, parameters, content=content, seconds=seconds))

    def take_back(self, path: str, version: str) -> None:
        """Remove what has this version."""
        self._ask("DELETE", path, [("version", version)])

    def _ask(self, method: str, path: str, parameters: Parameters | None = None, **more: Any) -> httpx.Response:  # noqa: ANN401
        return self._client._ask(method, path, parameters, language=self._language, key=self._key, **more)


def _failure(path: str, response: httpx.Response) -> ApiError:
    """What a refusal says: problem details where they are given, else nothing that can be shown."""
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        return ApiError("broken", f"{path}: HTTP {response.status_code} without problem details")
    return ApiError("problem", f"{path}: HTTP {response.status_code}: {problem.detail}", problem)


def _read(model: type[_Model], response: httpx.Response) -> _Model:
    try:
        return model.model_validate_json(response.content)
    except ValidationError as error:
        path = response.request.url.path
        raise ApiError("broken", f"{path}: not a {model.__name__} ({error.error_count()} errors)") from error
