"""The address of a spot: what a reader clicks must open where the words stand."""

import pytest

from kunnskapsbase.document import NOWHERE, Spot, address


@pytest.mark.parametrize(
    ("url", "spot", "expected"),
    [
        ("https://a.no/r.pdf", Spot(page=12), "https://a.no/r.pdf#page=12"),
        ("https://a.no/r.PDF?v=2", Spot(page=1), "https://a.no/r.PDF?v=2#page=1"),
        ("https://a.no/rapport", Spot(page=12), "https://a.no/rapport"),
        ("https://www.youtube.com/watch?v=x&t=3s", Spot(second=754.9), "https://www.youtube.com/watch?v=x&t=754s"),
        ("https://youtu.be/x", Spot(second=5), "https://youtu.be/x?t=5s"),
        ("https://vimeo.com/123", Spot(second=75), "https://vimeo.com/123#t=75s"),
        ("https://a.no/opptak", Spot(second=75), "https://a.no/opptak"),
        (None, Spot(page=1), None),
    ],
)
def test_the_address_leads_to_the_spot_where_the_source_can(url: str | None, spot: Spot, expected: str | None) -> None:
    assert address(url, spot) == expected


def test_the_minute_is_the_one_a_player_shows() -> None:
    assert Spot(second=59.9).minute == 0
    assert Spot(second=60).minute == 1
    assert NOWHERE.minute is None
