"""The addresses that leave the house, as the reader knows them."""

from fastapi import Request

from kunnskapsbase.settings import Settings

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
JSON_LD = "application/ld+json"


def public_base(request: Request, settings: Settings) -> str:
    """What addresses begin with, without a slash at the end: as set, else as the request came."""
    return (settings.public_url or str(request.base_url)).rstrip("/")
