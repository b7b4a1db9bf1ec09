"""Answers kept between reruns. The key holds everything that an answer depends on, so that nobody is shown
what somebody else may see: data version, catalogue version, role, scope, use case and query."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import streamlit as st

from dss_core.access.viewer import Viewer
from dss_core.usecases.services import Services, all_rounds

Query = TypeVar("Query")
Answer = TypeVar("Answer")
MOST_ANSWERS = 256


@dataclass(frozen=True)
class ReadKey:
    """What an answer depends on."""

    database_id: str
    data_version: int
    rounds_at: tuple[datetime, ...]
    catalog_version: str
    role: str
    areas: tuple[str, ...]
    agency: str | None
    use_case: str
    query: object


def ask(
    services: Services, viewer: Viewer, use_case: Callable[[Services, Viewer, Query], Answer], query: Query
) -> Answer:
    """The answer of a use case that only reads. Nobody may write into it: it is shared."""
    state = services.state()
    key = ReadKey(
        state.database_id,
        state.data_version,
        # After a backup is restored, the same data version comes again with other data.
        tuple(found.updated_at for found in all_rounds(services)),
        services.catalog.version,
        viewer.role.value,
        viewer.scope.areas,
        viewer.agency,
        use_case.__name__,
        query,
    )
    answer: Answer = _answer(repr(key), lambda: use_case(services, viewer, query))
    return answer


@st.cache_resource(max_entries=MOST_ANSWERS, show_spinner=False)
def _answer(key: str, _compute: Callable[[], Any]) -> Any:
    # ``_compute`` is made of the same parts as the key, and of nothing else.
    return _compute()
