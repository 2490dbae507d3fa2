"""Who is sent to whom: fit, load, room, and what an adviser has decided."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import product

import pytest

from kunnskapsbase.mentor_assignment import Board, Decided, Fixed, Weights, assign, choose, load_cost
from kunnskapsbase.mentoring import Candidate, fit
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.solution import Status
from tests.support.mentors import suggested, willing

LOPPA, HASVIK, PORSANGER, BODO, OSLO = "5614", "5616", "5622", "1804", "0301"


def finnmark(register: MunicipalityRegister) -> list[Municipality]:
    return [one for one in register if one.county_number == "56"]


def loads(board: Board) -> Counter[str]:
    return Counter(pair.candidate.number for pair in board.pairs)


def test_the_best_fit_is_chosen_until_its_load_outweighs_it(register: MunicipalityRegister) -> None:
    asker = register.get(LOPPA)
    free = choose(asker, willing(register, HASVIK, OSLO, capacity=10), weights=Weights(load=0.5))
    assert [pair.candidate.number for pair in free] == [HASVIK, OSLO]
    assert free[0].passed_over is None
    busy = choose(asker, willing(register, HASVIK, OSLO, capacity=10, load={HASVIK: 9}), weights=Weights(load=2.0))
    assert [pair.candidate.number for pair in busy] == [OSLO, HASVIK]
    assert busy[0].passed_over is not None
    assert busy[0].passed_over.number == HASVIK


def test_a_full_mentor_comes_after_everyone_with_room_and_says_that_it_is_full(register: MunicipalityRegister) -> None:
    pairs = choose(register.get(LOPPA), willing(register, HASVIK, OSLO, load={HASVIK: 2}), weights=Weights(load=0.0))
    assert [(pair.candidate.number, pair.over) for pair in pairs] == [(OSLO, False), (HASVIK, True)]


def test_one_that_stopped_is_told_of_last_and_sent_nobody(register: MunicipalityRegister) -> None:
    tried = suggested(register, HASVIK, status=Status.STOPPED)
    model = suggested(register, OSLO, status=Status.UNKNOWN)
    pairs = choose(register.get(LOPPA), [*tried, *model])
    assert [pair.candidate.number for pair in pairs] == [OSLO, HASVIK]
    board = assign([register.get(LOPPA)], tried)
    assert (board.pairs, board.without) == ((), (register.get(LOPPA),))


def test_nobody_is_its_own_mentor(register: MunicipalityRegister) -> None:
    asker = register.get(LOPPA)
    assert choose(asker, willing(register, LOPPA)) == []
    assert assign([asker], willing(register, LOPPA)).without == (asker,)
    board = assign(finnmark(register), willing(register, LOPPA, HASVIK, capacity=20))
    assert all(pair.asker != pair.candidate.municipality for pair in board.pairs)
    assert len(board.pairs) == 18


def test_room_is_kept_as_long_as_there_is_any(register: MunicipalityRegister) -> None:
    # Oslo fits nobody in Finnmark, and is still given before a third is sent to Hasvik or Porsanger.
    mentors = willing(register, HASVIK, PORSANGER, OSLO, capacity=6)
    board = assign(finnmark(register), mentors, weights=Weights(load=0.0))
    assert loads(board) == {HASVIK: 6, PORSANGER: 6, OSLO: 6}
    assert not any(pair.over for pair in board.pairs)


def test_where_nothing_else_is_left_the_board_goes_beyond_the_room_and_says_so(register: MunicipalityRegister) -> None:
    board = assign(finnmark(register), willing(register, HASVIK, OSLO, capacity=2))
    assert len({pair.asker for pair in board.pairs}) == 18
    assert board.without == ()
    assert all(pair.over for pair in board.pairs)


def test_a_second_mentor_is_given_only_where_there_is_room(register: MunicipalityRegister) -> None:
    mentors = willing(register, HASVIK, PORSANGER, capacity=10)
    board = assign(finnmark(register), mentors, wanted=2)
    assert not any(pair.over for pair in board.pairs)
    assert len({pair.asker for pair in board.pairs}) == 18
    # 20 places; the two mentors can have each other alone.
    assert len(board.pairs) == 20
    assert len({(pair.asker, pair.candidate.number) for pair in board.pairs}) == 20


def test_one_that_has_a_mentor_is_no_reason_to_go_beyond_the_room(register: MunicipalityRegister) -> None:
    mentors = willing(register, HASVIK, OSLO, capacity=1, load={HASVIK: 1, OSLO: 1})
    decided = Decided({(LOPPA, HASVIK): Fixed.RUNNING})
    board = assign([register.get(LOPPA)], mentors, wanted=2, decided=decided)
    assert [(pair.candidate.number, pair.load, pair.fixed) for pair in board.pairs] == [(HASVIK, 1, Fixed.RUNNING)]


def test_what_an_adviser_has_chosen_stands_and_what_is_avoided_is_not_made(register: MunicipalityRegister) -> None:
    mentors = willing(register, HASVIK, PORSANGER, OSLO, capacity=1)
    askers = [register.get(LOPPA), register.get(BODO)]
    decided = Decided({(LOPPA, OSLO): Fixed.CHOSEN}, {(BODO, PORSANGER)})
    board = assign(askers, mentors, decided=decided)
    assert {pair.asker.kommunenummer: pair.candidate.number for pair in board.pairs} == {LOPPA: OSLO, BODO: HASVIK}
    assert [pair.load for pair in board.pairs if pair.fixed] == [1]
    assert [pair.passed_over for pair in board.pairs if pair.fixed] == [None]


def test_whoever_fits_better_and_was_not_given_is_named(register: MunicipalityRegister) -> None:
    mentors = willing(register, HASVIK, OSLO, capacity=1)
    board = assign([register.get(LOPPA), register.get(PORSANGER)], mentors)
    sent_far = next(pair for pair in board.pairs if pair.candidate.number == OSLO)
    assert sent_far.passed_over is not None
    assert sent_far.passed_over.number == HASVIK


def test_the_order_they_come_in_changes_nothing(register: MunicipalityRegister) -> None:
    askers, mentors = finnmark(register), willing(register, *[one.kommunenummer for one in list(register)[::20]])
    board = assign(askers, mentors, wanted=2)
    chance = random.Random(5)
    for _ in range(3):
        chance.shuffle(askers)
        chance.shuffle(mentors)
        assert assign(askers, mentors, wanted=2) == board


def _worth(askers: Sequence[Municipality], given: Sequence[Candidate], weight: float) -> tuple[int, float] | None:
    """How many go beyond the room, and the sum of fit less load; ``None`` where somebody is its own mentor."""
    helped = Counter[str]()
    beyond, worth = 0, 0.0
    for asker, mentor in zip(askers, given, strict=True):
        if asker == mentor.municipality:
            return None
        already = mentor.load + helped[mentor.number]
        beyond += already >= mentor.mentor.capacity
        worth += fit(mentor, asker).value - load_cost(already, mentor.mentor.capacity, weight)
        helped[mentor.number] += 1
    return beyond, worth


@pytest.mark.parametrize("weight", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("seed", range(8))
def test_no_other_way_to_pair_them_is_worth_more(register: MunicipalityRegister, weight: float, seed: int) -> None:
    chance = random.Random(seed)
    all_of_them = list(register)
    askers = sorted(chance.sample(all_of_them, 5), key=lambda one: one.kommunenummer)
    numbers = [one.kommunenummer for one in chance.sample(all_of_them, 3)]
    mentors = willing(register, *numbers, capacity=chance.choice([1, 2]), load={numbers[0]: 1})
    board = assign(askers, mentors, weights=Weights(load=weight))
    assert len(board.pairs) == 5
    found = _worth(askers, [pair.candidate for pair in board.pairs], weight)
    every = [worth for given in product(mentors, repeat=5) if (worth := _worth(askers, given, weight)) is not None]
    best = min(every, key=lambda each: (each[0], -each[1]))
    assert found is not None
    assert found[0] == best[0]
    assert found[1] == pytest.approx(best[1], abs=1e-5)
