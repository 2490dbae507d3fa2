"""The fast ways through text that has nothing wrong with it give what the thorough ways give."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.office_text import cell_names, lines, named_cells, one_line, row_text
from ingest.readers.stamps import mend

ODD = st.text(st.sampled_from("aÅ1 .:\t\n\u00a0\u00ad\u0301\u200b_x0D=«"), max_size=12)
PLAIN = st.text(st.sampled_from("aÅø1 .:=«–₂"), max_size=12)


@given(ODD)
def test_what_is_put_right_once_stays_as_it_is(text: str) -> None:
    assert lines("\n".join(lines(text))) == lines(text)
    assert one_line(one_line(text)) == one_line(text)


@given(st.lists(PLAIN | ODD, max_size=4), st.lists(ODD, max_size=6))
def test_a_row_of_cells_that_are_put_right_already_reads_as_any_other(headers: list[str], cells: list[str]) -> None:
    ready = ["\n".join(lines(cell)) for cell in cells]
    assert named_cells(cell_names(headers), ready) == row_text(headers, cells)


def test_a_row_names_its_cells_and_leaves_the_empty_ones_out() -> None:
    assert (
        row_text(["Tiltak:", "", "År"], ["Stupebrett", "", "2020", "Ferdig!"])
        == "Tiltak: Stupebrett. År: 2020. Ferdig!"
    )


@given(st.integers(0, 39 * 3600 - 1), st.integers(0, 999), st.integers(0, 5000), st.sampled_from(",."))
def test_stamps_as_they_should_be_come_out_as_those_that_are_mended(
    second: int, thousandth: int, length: int, mark: str
) -> None:
    def stamp(milliseconds: int) -> str:
        whole, rest = divmod(milliseconds, 1000)
        return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{mark}{rest:03}"

    start = second * 1000 + thousandth
    for end in (start + length, start - 1):
        timing = f"{stamp(start)} --> {stamp(max(0, end))}"
        thorough, fast = mend(f"1\n{timing} \nHei\n"), mend(f"1\n{timing}\nHei\n")
        assert (fast.text, fast.cues, fast.faults) == (thorough.text, thorough.cues, thorough.faults)
