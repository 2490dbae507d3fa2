"""What the asker can narrow the search by."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from ui.api_client import ApiError
from ui.ask.question import Question
from ui.context import PageContext
from ui.escaping import inline
from ui.served import coverage
from ui.texts import LANGUAGES, LEVELS, SECTORS, STATUSES, Texts

COUNTIES = "felt-fylke"
SECTOR = "felt-sektor"
STATUS = "felt-status"
LEVEL = "felt-kontroll"
POPULATION_MIN = "felt-fra"
POPULATION_MAX = "felt-til"
LANGUAGE = "felt-maalform"
_ANY = ""
_POPULATION_STEP = 500


def fill_filters(question: Question) -> None:
    """Put a question's filters into the fields."""
    st.session_state[COUNTIES] = list(question.counties)
    st.session_state[SECTOR] = list(question.sectors)
    st.session_state[STATUS] = list(question.statuses)
    st.session_state[LEVEL] = list(question.levels)
    st.session_state[POPULATION_MIN] = question.population_min
    st.session_state[POPULATION_MAX] = question.population_max
    st.session_state[LANGUAGE] = question.language or _ANY


def read_filters(text: str, municipality: str | None) -> Question:
    """The question with what stands in the fields."""
    fields = st.session_state
    return Question(
        text=text,
        municipality=municipality,
        counties=tuple(fields.get(COUNTIES) or ()),
        sectors=tuple(fields.get(SECTOR) or ()),
        statuses=tuple(fields.get(STATUS) or ()),
        levels=tuple(fields.get(LEVEL) or ()),
        population_min=fields.get(POPULATION_MIN),
        population_max=fields.get(POPULATION_MAX),
        language=fields.get(LANGUAGE) or None,
    )


def counts(question: Question) -> dict[tuple[str, str], int]:
    """How many experiences each choice would leave beside the filters that are set; nothing when the API is away."""
    try:
        found = coverage(question.filters())
    except ApiError:
        return {}
    lists = {
        "county": found.counties,
        "sector": found.sectors,
        "status": found.statuses,
        "level": found.verifications,
    }
    return {(kind, each.value): each.count for kind, every in lists.items() for each in every}


def show_filters(question: Question, counted: Mapping[tuple[str, str], int], context: PageContext) -> None:
    """The fields, folded away until they are wanted; ``counted`` is of ``counts``."""
    texts = context.texts
    count = question.filter_count
    label = texts.say("filters_chosen", count=count) if count else texts.say("filters")

    def in_words(kind: str, value: str) -> str:
        name = texts.or_itself(kind, value)
        return texts.say("filter_count", name=name, count=counted.get((kind, value), 0)) if counted else name

    with st.expander(label, expanded=question.span_is_reversed):
        if counted:
            st.caption(inline(texts.say("filter_counts_are")))
        low, high = st.columns(2)
        with low:
            _population(texts, "filter_population_min", POPULATION_MIN)
        with high:
            _population(texts, "filter_population_max", POPULATION_MAX)
        for kind, key, options in (
            ("county", COUNTIES, context.counties),
            ("sector", SECTOR, SECTORS),
            ("status", STATUS, STATUSES),
            ("level", LEVEL, LEVELS),
        ):
            st.multiselect(
                texts.say(f"filter_{kind}"),
                options,
                key=key,
                format_func=partial(in_words, kind),
                placeholder=texts.say(f"filter_all_{kind}"),
                select_all=False,
            )
        st.radio(
            texts.say("filter_language"),
            (_ANY, *LANGUAGES),
            key=LANGUAGE,
            format_func=lambda code: texts.say(f"language_{code}") if code else texts.say("filter_all"),
            horizontal=True,
        )


def _population(texts: Texts, label: str, key: str) -> None:
    st.number_input(
        texts.say(label),
        min_value=0,
        step=_POPULATION_STEP,
        value=None,
        key=key,
        placeholder=texts.say("filter_number_placeholder"),
    )
