"""The app as people get it: made ready and served by its own command line, in a folder of its own, on a free port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from tests.support.sources import ROOT

LONGEST_INIT, LONGEST_START, LONGEST_STOP = 120.0, 60.0, 10.0  # seconds
direct = build_opener(ProxyHandler({}))  # the machine's own proxy has no business on loopback


@contextmanager
def served_app(folder: Path, data_dir: Path = ROOT / "data") -> Iterator[str]:
    """The address of a served app whose database lies in ``folder``; it is stopped at the end."""
    environment = _environment(folder, data_dir)
    command = [sys.executable, "-m", "dss_core"]
    made = subprocess.run(
        [*command, "init"], cwd=ROOT, env=environment, timeout=LONGEST_INIT, capture_output=True, text=True
    )
    if made.returncode:
        raise RuntimeError(f"the database was not made:\n{made.stderr}")
    log = folder / "server.log"
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen([*command, "serve"], cwd=ROOT, env=environment, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{environment['DSS_PORT']}"
    try:
        _wait_for(url, server, log)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(LONGEST_STOP)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _environment(folder: Path, data_dir: Path) -> dict[str, str]:
    """This process's environment without its own settings of the product: a test never touches a real database."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DSS_", "STREAMLIT_"))}
    return {**inherited, "DSS_LOCAL_DIR": str(folder), "DSS_DATA_DIR": str(data_dir), "DSS_PORT": str(_free_port())}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + LONGEST_START
    while time.monotonic() < ends and server.poll() is None:
        try:
            with direct.open(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the app did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")
