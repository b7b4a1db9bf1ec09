"""A file is read in a process of its own: the same sheets come back, and what goes wrong there is told here."""

import os
import sys

import pytest

from dss_core.errors import BadFile
from dss_core.intake import apart, reading
from dss_core.intake.apart import read_apart
from dss_core.intake.readers.kinds import read_file
from dss_core.intake.wire import pack, unpack
from tests.dss_core.intake.files import house, member, survey, xlsx_of

GOOD = survey([house(1, h1=3, survey_on="22/11/2569"), house(2)], [member(1), member(2)])
ODD = xlsx_of({"ก": [["a", "b"], [True, 1], [1.5, "=1+1"], ["<script>", "\u202e😀"], *([n, ""] for n in range(600))]})


@pytest.mark.parametrize("data", [GOOD, ODD], ids=["survey", "odd cells"])
def test_what_a_child_reads_is_what_would_be_read_here(data: bytes):
    here, there = read_file(data, "a.xlsx"), read_apart(data, "a.xlsx")
    assert [(s.name, s.first_row, s.rows) for s in there.sheets] == [(s.name, s.first_row, s.rows) for s in here.sheets]
    assert [[c.kinds for c in s.columns] for s in there.sheets] == [[c.kinds for c in s.columns] for s in here.sheets]
    assert (there.kind, there.problems) == (here.kind, here.problems)


def test_a_refusal_comes_back_with_its_parameters():
    with pytest.raises(BadFile) as caught:
        read_apart(b"PK\x03\x04 broken", "ก.xlsx")
    assert (caught.value.code, caught.value.params) == ("file_not_a_workbook", {"file": "ก.xlsx"})


def test_small_text_needs_no_process(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/nowhere")
    assert read_apart(b"a,b\n1,2\n", "a.csv").sheets[0].rows == [["a", "b"], ["1", "2"]]


def test_a_large_text_is_read_in_a_process():
    text = b"a,b\n" + b"1,2\n" * 300_000
    assert read_apart(text, "a.csv").sheets[0].row_count == 300_001


def test_the_child_knows_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DSS_SECRET_KEY", "x" * 40)
    given: dict[str, str] = {}
    start = apart.subprocess.Popen

    def noted(*words: object, **about: object) -> object:
        given.update(about["env"])  # type: ignore[call-overload]
        return start(*words, **about)  # type: ignore[call-overload]

    monkeypatch.setattr(apart.subprocess, "Popen", noted)
    read_apart(GOOD, "a.xlsx")
    assert given and not [name for name in given if name.startswith("DSS_")]


def child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """The next child runs this instead of reading."""
    start = apart.subprocess.Popen
    monkeypatch.setattr(
        apart.subprocess, "Popen", lambda words, **about: start([sys.executable, "-c", program], **about)
    )


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os; os.abort()", "file_heavy"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "file_heavy"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "file_unreadable"),
        ("print('no message')", "file_unreadable"),
        ("import sys; sys.stdout.buffer.write(bytes(8))", "file_unreadable"),
    ],
    ids=["aborted", "killed", "broken", "prattle", "nothing"],
)
def test_a_child_that_does_not_answer_is_a_refusal(monkeypatch: pytest.MonkeyPatch, program: str, code: str):
    child(monkeypatch, program)
    with pytest.raises(BadFile) as caught:
        read_apart(GOOD, "a.xlsx")
    assert caught.value.code == code


def test_a_child_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.2)
    child(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(BadFile, match="file_heavy"):
        read_apart(GOOD, "a.xlsx")


def test_a_fault_of_the_program_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch):
    child(monkeypatch, "raise KeyError('a household')")
    with pytest.raises(RuntimeError) as caught:
        read_apart(GOOD, "a.xlsx")
    assert "KeyError" in str(caught.value) and "household" not in str(caught.value)


@pytest.mark.skipif(reading.resource is None, reason="this system has no limits for a process")
def test_the_child_may_not_take_more_memory_than_it_is_given(monkeypatch: pytest.MonkeyPatch):
    child(
        monkeypatch,
        "from dss_core.intake import reading\n"
        "reading.limit_self()\n"
        "try: bytearray(2 * 2**30)\n"
        "except MemoryError: import os; os.abort()",
    )
    with pytest.raises(BadFile, match="file_heavy"):
        read_apart(GOOD, "a.xlsx")


def test_a_message_says_the_same_when_it_is_unpacked():
    sheet = read_file(b"a,b\n1,2\n", "a.csv")
    assert unpack(b"".join(pack(sheet))).sheets[0].rows == sheet.sheets[0].rows
    assert os.path.isabs(apart.ROOT)
