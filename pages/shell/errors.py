"""Errors on screen: what can be told is told; a bug is logged under a number, without anybody's data."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dss_core.errors import DssError
from dss_core.language.messages import explain
from dss_core.language.translate import Translator

log = logging.getLogger("dss")


@contextmanager
def told(_: Translator) -> Iterator[None]:
    """Show a ``DssError`` of the block as a sentence, anything else as a bug, and stop the page there."""
    try:
        yield
    except DssError as error:
        st.error(explain(error, _), icon=":material/error:")
        st.stop()
    except Exception as error:
        # Streamlit would write the text of the error to its log before it asks ``report_bug``.
        report_bug(error)
        st.stop()


def log_bug(error: Exception) -> str:
    """The number under which an error was logged by its kind and place, never by its text (which could hold data)."""
    number = secrets.token_hex(4)
    log.error("bug %s: %s at %s", number, type(error).__name__, " < ".join(_places(error)))
    return number


def report_bug(error: Exception) -> bool:
    """Log an error that nobody expected, and show its number."""
    number = log_bug(error)
    st.error(
        f"เกิดข้อผิดพลาดในโปรแกรม แจ้งผู้ดูแลระบบพร้อมหมายเลข {number} · "
        f"The program made a mistake; tell the administrator the number {number}.",
        icon=":material/bug_report:",
    )
    return True


def _places(error: Exception) -> list[str]:
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[::-1][:8]
