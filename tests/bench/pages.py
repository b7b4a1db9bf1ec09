"""How long the server takes for a click: one widget of a page is changed, and the whole page is drawn anew."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from tests.bench.figures import Figure
from tests.browser.served import served_app

LONGEST = 120  # seconds for one answer
# What a reader sees change; the rest of an answer is the frame around it.
SHOWN = {"dataframe", "vega_lite_chart", "markdown", "metric", "table"}
Value = float | int | tuple[int, ...]


@dataclass(frozen=True)
class Clicks:
    """A page, the key of one of its widgets, and what the widget is set to, one after another.

    values: a number of a slider or a number input; the position (positions) of the chosen option (options) of any
    other. The first one only warms up. Each is asked for once, so that no cache knows the answer. before: widgets that
    are set once to come to the part of the page where the widget stands.
    """

    page: str
    widget: str
    values: Sequence[Value]
    before: Mapping[str, Value] = field(default_factory=dict)


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Tab:
    """A browser tab without a screen: it speaks to the server as Streamlit's own page does."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def run(self, page: str, *widgets: WidgetState) -> tuple[float, list[ForwardMsg]]:
        """Asks for a page with widgets in these states; says how long the answer took (seconds), and the answer."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.widget_states.widgets.extend(widgets)
        start = time.perf_counter()
        self.socket.send(asked.SerializeToString())
        answer = list(self._until_finished())
        took = time.perf_counter() - start
        _refuse_errors(answer)
        return took, answer

    def _until_finished(self) -> Iterator[ForwardMsg]:
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=LONGEST))
            yield message
            if message.WhichOneof("type") == "script_finished":
                return


@contextmanager
def signed_in(url: str, username: str = "governor", password: str = "sample-governor") -> Iterator[Tab]:
    """A tab in which a sample account is signed in."""
    opener = build_opener(ProxyHandler({}), _StayHere())
    form = urlencode({"username": username, "password": password}).encode()
    try:
        opener.open(Request(f"{url}/auth/sign-in", form))
        raise RuntimeError("the sign-in page did not lead on")
    except HTTPError as redirect:
        cookie = redirect.headers["set-cookie"].partition(";")[0]
    stream = f"ws{url.removeprefix('http')}/_stcore/stream"
    headers = {"Cookie": cookie}
    with connect(stream, subprotocols=["streamlit"], additional_headers=headers, max_size=None, proxy=None) as socket:
        yield Tab(socket)


def clicking(name: str, clicks: Clicks, data: Path, local: Path, wanted_ms: int) -> Figure:
    """Server time of a rerun after each click, in the app served from these folders; the first load is not counted."""
    seen, times = set(), []
    with served_app(local, data) as url, signed_in(url) as tab:
        _, page = tab.run(clicks.page)
        states = []
        for key, value in clicks.before.items():
            states.append(_state(_widget(page, key), value))
            _, page = tab.run(clicks.page, *states)
        for value in clicks.values:
            took, answer = tab.run(clicks.page, *states, _state(_widget(page, clicks.widget), value))
            times.append(took * 1000)
            seen.add(_shown(answer))
    measured = times[1:]
    if len(seen) < len(measured) // 2:
        raise RuntimeError(f"{clicks.page} stayed the same: {clicks.widget} was not changed")
    return Figure(
        name=f"{name} (server, median of {len(measured)})",
        measured=f"{median(measured):.0f} ms",
        peer=f"slowest {max(measured):.0f} ms",
        ratio="",
        wanted=f"< {wanted_ms} ms",
        is_met=median(measured) < wanted_ms,
    )


def moving_a_weight(name: str, data: Path, local: Path, wanted_ms: int) -> Figure:
    """The ranking page, each time with weights that nobody asked for before."""
    weights = (0.0, *(round(0.25 + 0.05 * move, 2) for move in range(15)))
    clicks = Clicks("rank_households", "rank_five_capitals_equal_human", weights)
    return clicking(f"move a weight, {name}", clicks, data, local, wanted_ms)


def describing_and_measuring(data: Path, local: Path, wanted_ms: int) -> list[Figure]:
    """The pages of statistics and poverty on a large round: other values, another cut-off, another line."""
    pairs = [(0, at) for at in range(6, 22)]
    # The specification has fifteen indicators of the same weight: each of these cut-offs gives another answer.
    cutoffs = [round(at / 15 - 0.01, 2) for at in range(1, 16)]
    asked = {
        "other values on the statistics page": Clicks("describe_survey", "survey_values_household", pairs),
        "another cut-off on the poverty page": Clicks(
            "measure_poverty", "poverty_cutoff_mpi_livelihood", cutoffs, {"poverty_part": 2}
        ),
    }
    return [clicking(f"{name}, 120,000 households", one, data, local, wanted_ms) for name, one in asked.items()]


def _widget(page: list[ForwardMsg], key: str) -> Any:
    """The message of a widget, such as ``Slider``, from the page's first answer."""
    for message in page:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        found = getattr(element, kind) if kind else None
        if getattr(found, "id", "").endswith(f"-{key}"):
            return found
    raise RuntimeError(f"the page has no widget {key}")


def _state(widget: Any, value: Value) -> WidgetState:
    """What a browser sends when a widget is set to a value."""
    kind = type(widget).__name__
    if kind == "Slider":
        return WidgetState(id=widget.id, double_array_value={"data": [value]})
    if kind == "NumberInput":
        return WidgetState(id=widget.id, double_value=value)
    options = [getattr(option, "content", option) for option in widget.options]
    chosen = [options[at] for at in (value if isinstance(value, tuple) else (value,))]
    if kind in {"Selectbox", "Radio"}:
        return WidgetState(id=widget.id, string_value=chosen[0])
    return WidgetState(id=widget.id, string_array_value={"data": chosen})


def _shown(page: list[ForwardMsg]) -> bytes:
    elements = (message.delta.new_element for message in page)
    return b"".join(one.SerializeToString() for one in elements if one.WhichOneof("type") in SHOWN)


def _refuse_errors(page: list[ForwardMsg]) -> None:
    for message in page:
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(element.exception.message)
        if message.WhichOneof("type") == "script_finished" and message.script_finished != 0:
            raise RuntimeError(f"the page did not finish ({message.script_finished})")
