"""What the API serves whatever is asked: municipalities, networks, outlines, and how many experiences there are.

Kept for a while between runs. A failure is raised and so never kept: the next run asks again.
"""

from typing import Any

import streamlit as st

from search_api.entities.wire import NetworkRow
from search_api.wire_coverage import Coverage
from search_api.wire_municipalities import MunicipalityBrief
from search_api.wire_statistics import SpreadRow
from ui.api_client import ApiClient, ApiError, Parameters
from ui.configuration import ui_settings

_ONE_HOUR = 3600
_ONE_MINUTE = 60


@st.cache_resource(show_spinner=False, on_release=ApiClient.close)
def _client(url: str, timeout: float) -> ApiClient:
    return ApiClient(url, timeout=timeout)


def shared_client() -> ApiClient:
    """The one client of this process."""
    settings = ui_settings()
    return _client(settings.api_url, settings.api_timeout)


@st.cache_data(ttl=_ONE_HOUR, show_spinner=False)
def _municipalities(_asking: ApiClient, url: str) -> list[MunicipalityBrief]:
    return _asking.municipalities()


def all_municipalities() -> tuple[MunicipalityBrief, ...]:
    """Every municipality of today.

    Raises:
        ApiError: the API does not answer.
    """
    return tuple(_municipalities(shared_client(), ui_settings().api_url))


def answers() -> bool:
    """Whether the API is there, asked now."""
    try:
        shared_client().health()
    except ApiError:
        return False
    return True


@st.cache_data(ttl=_ONE_MINUTE, show_spinner=False)
def _experience_count(_asking: ApiClient, url: str) -> int:
    return _asking.health().solutions


def experience_count() -> int | None:
    """How many experiences the API has; ``None`` when it does not say."""
    try:
        return _experience_count(shared_client(), ui_settings().api_url)
    except ApiError:
        return None


@st.cache_data(ttl=_ONE_HOUR, show_spinner=False)
def _networks(_asking: ApiClient, url: str, language: str) -> list[NetworkRow]:
    return [each for each in _asking.networks(language) if each.members]


def networks(language: str) -> list[NetworkRow]:
    """The networks whose members are known, by name.

    Raises:
        ApiError: the API does not answer.
    """
    return _networks(shared_client(), ui_settings().api_url, language)


@st.cache_data(ttl=_ONE_MINUTE, show_spinner=False)
def _spread(_asking: ApiClient, url: str, by: str, language: str) -> list[SpreadRow]:
    return _asking.spread(by, language)


def spread(by: str, language: str) -> list[SpreadRow]:
    """How solutions have spread, by theme, county or size band.

    Raises:
        ApiError: the API does not answer.
    """
    return _spread(shared_client(), ui_settings().api_url, by, language)


@st.cache_data(ttl=_ONE_MINUTE, max_entries=200, show_spinner=False)
def _coverage(_asking: ApiClient, url: str, parameters: Parameters) -> Coverage:
    return _asking.coverage(parameters)


def coverage(parameters: Parameters) -> Coverage:
    """How many solutions there are of what, within filters.

    Raises:
        ApiError: the API does not answer.
    """
    return _coverage(shared_client(), ui_settings().api_url, parameters)


@st.cache_resource(show_spinner=False)
def _outlines(_asking: ApiClient, url: str) -> dict[str, Any]:
    return _asking.borders()


def outlines() -> dict[str, Any]:
    """The outlines of the municipalities as TopoJSON, fetched once. Only to be read.

    Raises:
        ApiError: the API does not answer.
    """
    return _outlines(shared_client(), ui_settings().api_url)
