"""Somebody looks at a page: Streamlit's AppTest around the entry script, signed in, and every word that is shown."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
import streamlit as st
from babel.messages.pofile import read_po
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dss_core.usecases.services import Services
from pages.shell import process, signin
from tests.support.province import signed_in_as
from tests.support.sources import ROOT

ENTRY = ROOT / "pages" / "main.py"
LONGEST_RUN = 30  # seconds
TOKEN = "token_of_this_visit"
LONG = 4  # words: a template of so many does not stand inside a text by chance

# Fields of Streamlit's messages that nobody reads. Whatever is not named here counts as shown.
UNSEEN = {
    "id", "form_id", "element_id", "icon", "type", "tag", "format", "theme", "url", "name", "spec", "json", "columns",
    "selection_mode", "raw_value", "raw_values", "default", "color", "chart_type", "pydeck_json",
}  # fmt: skip
DECORATION = re.compile(r":material/\w+:|:\w+-badge\[|[\]*]")


class Visits:
    """Opens pages for somebody. Each page that is open has its own session, as each browser tab has."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        monkeypatch.setattr(signin, "current_token", lambda: st.session_state.get(TOKEN))

    def __call__(self, services: Services, who: str | None, page: str = "", **address: str) -> AppTest:
        """The page as an account sees it at an address (``lang="en"``, ``round=...``); None: a stranger."""
        self._serve(services)
        app = AppTest.from_file(ENTRY, default_timeout=LONGEST_RUN)
        # Streamlit would look through all installed packages for components at every visit; this product has none.
        app._bidi_component_manager = BidiComponentManager()
        app.query_params.update(address)
        if who is not None:
            app.session_state[TOKEN] = signed_in_as(services, who)
        return turn_to(app, page) if page else app.run()

    def _serve(self, services: Services) -> None:
        process.services.cache_clear()
        self._monkeypatch.setattr(process, "load_settings", lambda: services.settings)
        self._monkeypatch.setattr(process, "open_services", lambda _settings: services)


@pytest.fixture(scope="session", autouse=True)
def never_the_real_installation() -> Iterator[None]:
    """A test that forgets to say where it looks must not find the installation of this machine."""

    def nowhere(*_given: object) -> Services:
        raise AssertionError("say which installation is served: use visit(...) or serve(...)")

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(process, "load_settings", nowhere)
        monkeypatch.setattr(process, "open_services", nowhere)
        yield


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Visits]:
    """Opens a page: ``visit(services, "governor", "rank_households", lang="en")``."""
    yield Visits(monkeypatch)
    process.services.cache_clear()


def turn_to(app: AppTest, page: str) -> AppTest:
    """Another page of the same session, as by a click in the menu. AppTest itself can switch to files only."""
    app._page_hash = calc_hash(page)
    return app.run()


def menu_of(app: AppTest) -> dict[str, str]:
    """The pages that this session can reach: name in the address -> title. The unseen page behind "/" is left out."""
    pages = app._registered_pages.values()
    return {str(page["url_pathname"]): str(page["page_name"]) for page in pages if page["url_pathname"]}


def trouble(app: AppTest) -> list[str]:
    """What went wrong on the page: bugs and told errors."""
    return [*(f"{e.value} {e.stack_trace}" for e in app.exception), *(e.value for e in app.error)]


def metrics(app: AppTest) -> dict[str, tuple[str, str]]:
    """The figures at the top: label -> value and the line under it."""
    return {metric.label: (metric.value, metric.delta) for metric in app.metric}


def table_with(app: AppTest, *columns: str) -> pd.DataFrame:
    """The first table that has all these columns (as the page calls them inside)."""
    for table in app.dataframe:
        if set(columns) <= set(table.value.columns):
            return table.value
    raise AssertionError(f"no table with {columns} among {[list(t.value.columns) for t in app.dataframe]}")


def charts_of(app: AppTest) -> list[tuple[str, dict[str, Any], pd.DataFrame]]:
    """Every Altair chart of the page: what it says to those who cannot see it, its specification, its data."""
    found = []
    for chart in app.get("vega_lite_chart"):
        data = [_frame(part.data.data) for part in chart.proto.datasets]
        found.append((chart.proto.alt, json.loads(chart.proto.spec), data[0] if data else pd.DataFrame()))
    return found


def chart_with(app: AppTest, *columns: str) -> pd.DataFrame:
    """The data of the first chart that has all these columns."""
    for _alt, _spec, data in charts_of(app):
        if set(columns) <= set(data.columns):
            return data
    raise AssertionError(f"no chart with {columns} among {[list(d.columns) for _a, _s, d in charts_of(app)]}")


def _frame(arrow: bytes) -> pd.DataFrame:
    return pa.ipc.open_stream(arrow).read_all().to_pandas()


def words_on(app: AppTest) -> list[str]:
    """Every text that a reader of the page can see or hear, tables and charts included."""
    found: list[str] = []
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if proto is not None:
            found += _strings(proto)
    for table in app.dataframe:
        found += _texts_in(table.value)
        if table.proto.columns:
            for settings in json.loads(table.proto.columns).values():
                found += [settings[name] for name in ("label", "help") if settings and settings.get(name)]
    for _alt, spec, data in charts_of(app):
        found += [*_titles(spec), *_texts_in(data[[name for name in data if name in set(_fields(spec))]])]
    return [text for text in found if text.strip()]


def _strings(message: Any) -> Iterator[str]:
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if field.type == field.TYPE_STRING and field.name not in UNSEEN:
                yield str(one)
            elif field.type == field.TYPE_MESSAGE and hasattr(one, "ListFields"):
                yield from _strings(one)


def _texts_in(frame: pd.DataFrame) -> list[str]:
    columns = [frame[name] for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    return [value for column in columns for value in column if isinstance(value, str)]


def _titles(spec: Any) -> Iterator[str]:
    """Titles and the names of colours; field names and constants of a specification are read by nobody."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key == "title" and isinstance(value, str):
                yield value
            elif key == "domain" and isinstance(value, list):
                yield from (one for one in value if isinstance(one, str))
            else:
                yield from _titles(value)
    elif isinstance(spec, list):
        for one in spec:
            yield from _titles(one)


def _fields(spec: Any) -> Iterator[str]:
    """The columns that a chart shows; one that only sorts is not read."""
    if isinstance(spec, dict):
        if isinstance(spec.get("field"), str):
            yield spec["field"]
        for key, value in spec.items():
            if key != "order":
                yield from _fields(value)
    elif isinstance(spec, list):
        for one in spec:
            yield from _fields(one)


def translations() -> dict[str, str]:
    """English source -> Thai, for the words that differ."""
    with (ROOT / "data" / "language" / "th" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalogue = read_po(source, locale="th")
    pairs: dict[str, str] = {}
    for message in catalogue:
        sources, told = _forms(message.id), _forms(message.string)
        pairs |= {source: words for source in sources for words in told if source and words and source != words}
    return pairs


def _forms(words: Any) -> list[str]:
    return list(words) if isinstance(words, tuple | list) else [words]


def matches(texts: Iterable[str], templates: Iterable[str]) -> list[tuple[str, str]]:
    """The texts that show one of these templates, their placeholders filled; a long template inside a text too."""
    cleaned = {text: undecorated(text) for text in set(texts)}
    found = []
    for template in templates:
        look = _finder(undecorated(template))
        found += [(text, template) for text, clean in cleaned.items() if look(clean)]
    return found


def _finder(template: str) -> Callable[[str], Any]:
    parts = [re.escape(part) for part in re.split(r"\{\w+\}", template)]
    if len(template.split()) >= LONG:
        return re.compile(".+?".join(parts), re.DOTALL).search
    # A short one: "{count} households" is not meant by "Served households".
    return re.compile("[^A-Za-z]+?".join(parts)).fullmatch


def undecorated(text: str) -> str:
    """A text without icons, badges and bold marks."""
    return DECORATION.sub("", text).strip()
