"""An upload is read in a process of its own, with limits of memory and time; small text files are read here.

The child is started anew and not forked: the server has threads, and the child shall hold nothing of what the server
knows. A text file of some kilobytes goes through Python's own csv module alone, whose memory is a small multiple of the
file's; a process would only cost time.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from dss_core.errors import BadFile
from dss_core.intake.limits import check_size
from dss_core.intake.readers.kinds import is_text, read_file
from dss_core.intake.sheets import Reading
from dss_core.intake.wire import SIZE_BYTES, unpack

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
SMALL_TEXT = 2**20  # bytes
MOST_SECONDS = 180  # by the clock, on a machine that does other things as well
# At a time: each may take the memory that one file is allowed.
ROOM = threading.BoundedSemaphore(2)
# Of the environment a child needs these and no others: what else stands there may be secret.
KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")
# One thread each, and no memory set aside for more: it would count against the limit.
FRUGAL = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
}


def read_apart(data: bytes, file_name: str) -> Reading:
    """The visible sheets of a file; ``BadFile`` says why not (file_heavy when it took too much memory or time)."""
    check_size(data, file_name)
    if len(data) <= SMALL_TEXT and is_text(data, file_name):
        return read_file(data, file_name)
    with ROOM:
        return _read_in_child(data, file_name)


def _read_in_child(data: bytes, file_name: str) -> Reading:
    about = json.dumps({"file": file_name}).encode()
    environment = FRUGAL | {name: os.environ[name] for name in KEPT if name in os.environ}
    with subprocess.Popen(
        [sys.executable, "-m", "dss_core.intake.reading"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tempfile.gettempdir(),
        env=environment,
    ) as child:
        try:
            message, words = child.communicate(
                len(about).to_bytes(SIZE_BYTES, "little") + about + data, timeout=MOST_SECONDS
            )
        except subprocess.TimeoutExpired as error:
            raise BadFile("file_heavy", file=file_name) from error
        finally:
            child.kill()
    return _reading(child.returncode, message, words, file_name)


def _reading(code: int, message: bytes, words: bytes, file_name: str) -> Reading:
    """What the child says; a child that a signal has ended ran into its limits, or its parser broke."""
    if code < 0:
        broke = -code in (signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE)
        raise BadFile("file_unreadable" if broke else "file_heavy", file=file_name)
    if code:
        # Of a fault of our own the last line names the type; it is all that may be told.
        last = words.decode("utf-8", "replace").strip().rpartition("\n")[2].partition(":")[0]
        raise RuntimeError(f"the process that reads files ended with {code}: {last}")
    if words:
        log.warning("a file could not be read: %s", words[:60].decode("ascii", "replace").split()[:1])
    try:
        return unpack(message)
    except (ValueError, LookupError, TypeError) as error:
        raise BadFile("file_unreadable", file=file_name) from error
