"""What follows a reader from page to page stands in the address."""

import pytest

from ui.visit import MOST_SAVED, Visit


class _Address(dict[str, list[str]]):
    def get_all(self, key: str) -> list[str]:
        return self.get(key, [])


@pytest.mark.parametrize(
    "visit", [Visit(), Visit("nn", "5614", ("en-losning", "to")), Visit("nb", None, ("a",)), Visit("nn")]
)
def test_a_visit_comes_back_out_of_its_address(visit: Visit) -> None:
    address = _Address({key: [value] for key, value in visit.to_address().items()})
    assert Visit.from_address(address) == visit


@pytest.mark.parametrize("said", ["<script>", "A B", "../x", "a,,a", "å", "-", "a" * 300])
def test_only_what_can_be_an_id_is_kept(said: str) -> None:
    assert Visit.from_address(_Address({"lagret": [said]})).saved in {(), ("a",)}


def test_no_more_is_saved_than_an_address_can_hold() -> None:
    visit = Visit()
    for number in range(MOST_SAVED + 5):
        visit = visit.toggling(f"losning-{number}")
    assert len(visit.saved) == MOST_SAVED
    assert visit.saved[-1] == f"losning-{MOST_SAVED + 4}"
    assert visit.toggling(visit.saved[-1]).saved == visit.saved[:-1]
