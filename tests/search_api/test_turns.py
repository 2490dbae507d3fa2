"""Where a question is answered: on the spot alone, in threads with others, and always what was asked for."""

import asyncio
import threading

import pytest

from search_api.turns import Turns


def test_one_who_asks_alone_is_answered_on_the_spot() -> None:
    turns = Turns()

    async def ask() -> threading.Thread:
        return await turns.run(lambda _: threading.current_thread(), "noe")

    assert asyncio.run(ask()) is threading.current_thread()
    turns.close()


def test_those_who_ask_together_are_answered_beside_each_other_each_with_their_own() -> None:
    turns = Turns()
    met = threading.Barrier(2)

    def answer(asked: int) -> int:
        # Neither comes further before both are under way.
        met.wait(timeout=10)
        return asked * 10

    async def ask() -> list[int]:
        return await asyncio.gather(*(turns.run(answer, each) for each in range(2)))

    assert asyncio.run(ask()) == [0, 10]
    turns.close()


def test_what_fails_fails_for_the_one_who_asked_and_the_next_is_alone_again() -> None:
    turns = Turns()

    def fail(asked: str) -> str:
        raise ValueError(asked)

    async def ask() -> threading.Thread:
        with pytest.raises(ValueError, match="galt"):
            await turns.run(fail, "galt")
        return await turns.run(lambda _: threading.current_thread(), "noe")

    assert asyncio.run(ask()) is threading.current_thread()
    turns.close()
    turns.close()
