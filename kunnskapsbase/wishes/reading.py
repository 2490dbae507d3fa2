"""Sector, status and year words read out of a question."""

from datetime import date

from kunnskapsbase.cutting import Cutter
from kunnskapsbase.wishes.model import Wishes
from kunnskapsbase.wishes.sectors import take_sectors
from kunnskapsbase.wishes.statuses import take_status
from kunnskapsbase.wishes.years import take_years


def read_wishes(cutter: Cutter, today: date | None) -> Wishes:
    """Take the wishes out of a question. Without ``today``, words like «i fjor» are left where they stand."""
    years = take_years(cutter, today)
    status = take_status(cutter)
    return Wishes(take_sectors(cutter), status, years)
