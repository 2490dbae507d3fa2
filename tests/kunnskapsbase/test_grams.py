"""Words in pieces: the same for passage and question, within words, without function words."""

from kunnskapsbase.grams import LENGTH, cut, grams, word_grams


def test_a_word_is_cut_between_spaces() -> None:
    assert cut("vann") == (" van", "vann", "ann ")
    assert cut("vei") == (" vei", "vei ")


def test_both_written_forms_give_the_same_pieces() -> None:
    assert grams("vatn på ein sjukeheim") == grams("vann på et sykehjem") != []


def test_the_shortest_words_give_one_piece() -> None:
    assert cut("ki") == (" ki ",)
    assert cut("å") == (" å ",)


def test_no_piece_spans_two_words_and_function_words_give_none() -> None:
    found = grams("Hvem har vann og veier?")
    assert found == [*word_grams("vann"), *word_grams("veier")]
    assert all(len(gram) == LENGTH for gram in found)
    assert not [gram for gram in found if " " in gram.strip()]


def test_a_slip_leaves_most_pieces_where_it_leaves_no_term() -> None:
    right, wrong = set(grams("trygghetsalarmer")), set(grams("trygghetsalrmer"))
    assert len(right & wrong) > len(right) / 2


def test_pieces_stand_as_often_as_the_word_and_nothing_gives_nothing() -> None:
    assert grams("vann vann") == [*word_grams("vann")] * 2
    assert grams("") == grams("🙂 ?! og i") == []
