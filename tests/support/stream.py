"""A client of Streamlit's WebSocket that sends what it likes, as no browser would: any widget's value, any page."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect

LONGEST_RUN = 60.0  # seconds


@dataclass
class Heard:
    """What the server sent in one run: all of it as it came, and the widgets with their keys."""

    raw: bytes = b""
    widgets: dict[str, str] = field(default_factory=dict)
    page: str = ""

    def holds(self, text: str) -> bool:
        """Whether a text stands anywhere in it, tables and charts included, plain or as JSON writes it."""
        escaped = text.encode("ascii", "backslashreplace")
        return text.encode() in self.raw or escaped in self.raw or text.encode("utf-16-le") in self.raw


class Stream:
    """One session of somebody signed in."""

    def __init__(self, url: str, cookie: str) -> None:
        address = url.replace("http://", "ws://") + "/_stcore/stream"
        headers = {"Cookie": cookie}
        opened = connect(
            address, subprotocols=["streamlit"], additional_headers=headers, max_size=None, proxy=None,  # type: ignore[list-item]
        )  # fmt: skip
        self._open = ExitStack()
        self._socket: ClientConnection = self._open.enter_context(opened)
        self._widgets: dict[str, str] = {}

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def run(self, page: str, values: Mapping[str, Any] | None = None, **query: str) -> Heard:
        """What is sent for a page with these values of widgets (by their keys) and this address."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(query)
        message.rerun_script.page_script_hash = calc_hash(page)
        message.rerun_script.page_name = page
        for key, value in (values or {}).items():
            message.rerun_script.widget_states.widgets.append(_state(self._widgets[key], value))
        self._socket.send(message.SerializeToString())
        heard = self._until_the_end()
        self._widgets |= heard.widgets
        return heard

    def _until_the_end(self) -> Heard:
        heard = Heard()
        is_running = False
        while True:
            raw = self._socket.recv(timeout=LONGEST_RUN)
            assert isinstance(raw, bytes)
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            heard.raw += raw
            if kind == "new_session":
                is_running = True
            elif kind == "delta":
                heard.widgets |= dict(_widgets(message.delta))
            elif kind == "script_finished" and is_running:
                return heard


def _state(widget: str, value: Any) -> WidgetState:
    state = WidgetState(id=widget)
    if isinstance(value, bool):
        state.bool_value = value
    elif isinstance(value, int):
        state.int_value = value
    elif isinstance(value, float):
        state.double_value = value
    elif isinstance(value, list):
        state.string_array_value.data.extend(value)
    else:
        state.string_value = str(value)
    return state


def _widgets(message: Message) -> list[tuple[str, str]]:
    """The key and id of every widget in a message: an id ends with its key."""
    found = []
    for descriptor, value in message.ListFields():
        if descriptor.type == descriptor.TYPE_MESSAGE:
            for one in value if descriptor.is_repeated else [value]:
                if hasattr(one, "ListFields"):
                    found += _widgets(one)
        elif descriptor.name == "id" and str(value).startswith("$$ID-"):
            found.append((str(value).split("-", 2)[2], str(value)))
    return found
