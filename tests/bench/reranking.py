"""How long the server takes for a click: a weight is moved, and the whole page is drawn anew."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.bench.figures import Figure
from tests.browser.served import served_app

PAGE = "rank_households"
SLIDERS = "-rank_five_capitals_equal_"
MOVES = 15
LONGEST = 120  # seconds for one answer
Weights = dict[str, float]


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Browser:
    """A browser tab without a screen: it speaks to the server as Streamlit's own page does."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def run(self, weights: Weights) -> tuple[float, list[ForwardMsg]]:
        """Asks for the page with these sliders; says how long the answer took (seconds), and the answer."""
        asked = BackMsg()
        asked.rerun_script.page_name = PAGE
        for name, value in weights.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id = name
            state.double_array_value.data.append(value)
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
def signed_in(url: str, username: str = "governor", password: str = "sample-governor") -> Iterator[Browser]:
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
        yield Browser(socket)


def moving_a_weight(name: str, data: Path, local: Path, wanted_ms: int) -> Figure:
    """Server time of a rerun, each with weights that nobody asked for before, so that no cache answers."""
    with served_app(local, data) as url, signed_in(url) as browser:
        _, page = browser.run({})
        weights = _sliders(page)
        human = next(key for key in weights if key.endswith("human"))
        browser.run({**weights, human: 0.0})
        lists, times = set(), []
        for move in range(MOVES):
            took, answer = browser.run({**weights, human: round(0.25 + 0.05 * move, 2)})
            times.append(took * 1000)
            lists.add(_list_of(answer))
    if len(lists) < MOVES // 2:
        raise RuntimeError("the list stayed the same: the sliders were not moved")
    return Figure(
        name=f"move a weight, {name} (server, median of {MOVES})",
        measured=f"{median(times):.0f} ms",
        peer=f"slowest {max(times):.0f} ms",
        ratio="",
        wanted=f"< {wanted_ms} ms",
        is_met=median(times) < wanted_ms,
    )


def _sliders(page: list[ForwardMsg]) -> Weights:
    elements = [message.delta.new_element for message in page]
    found = {e.slider.id: e.slider.value[0] for e in elements if SLIDERS in e.slider.id and e.slider.set_value}
    if not found:
        raise RuntimeError(f"the page {PAGE} has no sliders {SLIDERS}*")
    return found


def _list_of(page: list[ForwardMsg]) -> bytes:
    elements = (message.delta.new_element for message in page)
    return next(e.dataframe.SerializeToString() for e in elements if e.WhichOneof("type") == "dataframe")


def _refuse_errors(page: list[ForwardMsg]) -> None:
    for message in page:
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(element.exception.message)
        if message.WhichOneof("type") == "script_finished" and message.script_finished != 0:
            raise RuntimeError(f"the page did not finish ({message.script_finished})")
