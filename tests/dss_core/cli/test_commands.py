"""Every verb of the command line: what it prints, its exit code, and what it says when it cannot."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dss_core.catalog.load import load_catalog
from dss_core.cli import main as room
from dss_core.settings import ROOT
from dss_core.usecases.analysis_frame import persons_of
from dss_core.usecases.initialise import operator
from dss_core.usecases.rank_households import LARGEST_PAGE
from dss_core.usecases.services import Services, all_rounds
from tests.dss_core.cli.conftest import Answer, Ask
from tests.dss_core.usecases.by_hand import households_of_file, need, ranks
from tests.dss_core.usecases.small_province import make_data, rows_of, sample_file, workbook_of
from tests.support.workbooks import small_round, small_workbook

VERBS = ("init", "import", "template", "describe", "rank", "stress", "allocate", "serve", "make-sample")
THAI = re.compile("[ก-๙]")


@pytest.fixture(scope="module")
def households(data: Path) -> pd.DataFrame:
    return households_of_file(sample_file(data, 2026), load_catalog(data))


@pytest.fixture
def file_2027(installed: Services, tmp_path: Path) -> Path:
    path = tmp_path / "2570.xlsx"
    path.write_bytes(small_workbook(installed.catalog, 30, year=2027))
    return path


@pytest.fixture
def spoilt(installed: Services, tmp_path: Path) -> Path:
    """A file with two errors in one row."""
    made = small_round(installed.catalog, 30, year=2027)
    made.households.loc[made.households.index[0], "การออม"] = 9
    made.households.loc[made.households.index[0], "รหัสตำบล"] = "999999"
    path = tmp_path / "spoilt.xlsx"
    path.write_bytes(workbook_of(made, installed.catalog))
    return path


def told(answer: Answer) -> str:
    """The one line that a refused command says, after making sure that it says nothing else."""
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    return answer.err.strip()


def rows(answer: Answer) -> list[dict]:
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


# --- init ---------------------------------------------------------------------------------------------------------


def test_init_loads_the_sample_and_says_what_it_loaded(ask: Ask):
    answer = ask("init")
    assert answer.code == 0
    assert answer.out.splitlines()[0].startswith("2024-1: 120 households, ")
    assert ask("init") == Answer(0, "", "")


def test_init_for_real_data_loads_nothing(ask: Ask):
    answer = ask("init", "--empty")
    assert (answer.code, answer.err) == (0, "")
    assert re.fullmatch(r"admin: one-time password \S+ .+\n", answer.out), "the first administrator, and no round"
    assert "real data" in told(ask("init", DSS_LANGUAGE="en"))


# --- import -------------------------------------------------------------------------------------------------------


def test_import_commits_a_good_file(ask: Ask, installed: Services, file_2027: Path):
    answer = ask("import", file_2027)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("2027-1: 30 households, ") and " 0 errors" in answer.err
    assert all_rounds(installed)[0].id == "2027-1"


def test_import_check_writes_nothing(ask: Ask, installed: Services, file_2027: Path):
    before, kept = rows_of(installed), sorted((installed.settings.local / "uploads").iterdir())
    assert ask("import", "--check", file_2027).code == 0
    assert rows_of(installed) == before
    assert sorted((installed.settings.local / "uploads").iterdir()) == kept


@pytest.mark.parametrize("check", [True, False])
def test_import_reports_every_problem_and_commits_nothing(check: bool, ask: Ask, installed: Services, spoilt: Path):
    before = rows_of(installed)
    answer = ask("import", spoilt, *(["--check"] if check else []), "--format", "json")
    assert answer.code == 1
    problems = [p for p in json.loads(answer.out)["problems"] if p["severity"] == "error"]
    assert {(p["row"], p["column"], p["code"]) for p in problems} == {
        (2, "การออม", "cell_out_of_range"), (2, "รหัสตำบล", "cell_area"),
    }  # fmt: skip
    assert all(THAI.search(p["reason"]) for p in problems)
    assert "999999" not in answer.out, "a problem never repeats the value of a household's row"
    assert rows_of(installed) == before


def test_import_check_tells_what_was_read(ask: Ask, file_2027: Path):
    answer = ask("import", "--check", file_2027, "--format", "json")
    told = json.loads(answer.out)
    assert answer.code == 0 and told["can_commit"] and told["errors"] == 0 and told["problems"] == []
    assert (told["format"], told["layout"], told["round"], told["households"]) == ("xlsx", "pppconnext", "2027-1", 30)
    first = told["sheets"][0]
    assert (first["name"], first["rows"], first["columns"]) == ("ครัวเรือน", 30, 81)
    assert first["headings"][0] == "รหัสบ้าน" and not first["hidden"]


def test_import_check_of_a_refused_file_tells_it_as_a_problem(ask: Ask, installed: Services, tmp_path: Path):
    path = tmp_path / "other.csv"
    path.write_bytes("ก;b\n1;2\n".encode("cp874"))
    answer = ask("import", "--check", path, "--format", "json", DSS_LANGUAGE="en")
    told = json.loads(answer.out)
    assert answer.code == 1 and not told["can_commit"] and told["errors"] == 1
    assert (told["format"], told["encoding"], told["delimiter"]) == ("csv", "cp874", ";")
    assert told["problems"][0]["code"] == "file_other_columns" and "PPPConnext export" in told["problems"][0]["reason"]
    path.write_bytes(b"PK\x03\x04 broken")
    told = json.loads(ask("import", "--check", path, "--format", "json").out)
    assert (told["format"], told["problems"][0]["code"]) == (None, "file_not_a_workbook")
    assert THAI.search(told["problems"][0]["remedy"])


def test_import_tells_reasons_in_english_when_asked(ask: Ask, spoilt: Path):
    answer = ask("import", "--check", spoilt, "--format", "json", DSS_LANGUAGE="en")
    assert not any(THAI.search(problem["reason"]) for problem in json.loads(answer.out)["problems"])


def test_a_sheet_with_the_name_of_a_formula_does_not_reach_a_spreadsheet_as_one(
    ask: Ask, installed: Services, tmp_path: Path
):
    made = small_round(installed.catalog, 30, year=2027)
    made.households.loc[made.households.index[0], "การออม"] = 9
    layout = installed.catalog.formats["pppconnext"]
    sheet = layout.sheets.households.model_copy(update={"name": "=1+cmd()"})
    sheets = layout.sheets.model_copy(update={"households": sheet})
    formats = {"pppconnext": layout.model_copy(update={"sheets": sheets})}
    path = tmp_path / "formula.xlsx"
    path.write_bytes(workbook_of(made, replace(installed.catalog, formats=formats)))
    answer = ask("import", "--check", path, "--format", "csv")
    named = {row["sheet"] for row in csv.DictReader(io.StringIO(answer.out)) if row["severity"] == "error"}
    assert named == {"'=1+cmd()"}


def test_import_takes_the_same_file_once(ask: Ask, installed: Services, file_2027: Path):
    ask("import", file_2027)
    before = rows_of(installed)
    assert "2027-1" in told(ask("import", file_2027, DSS_LANGUAGE="en"))
    assert ask("import", "--check", file_2027).code == 0
    assert rows_of(installed) == before


@pytest.mark.parametrize("content", [b"", b"not a survey", b"PK\x03\x04 broken"])
def test_import_of_something_else_is_one_sentence(content: bytes, ask: Ask, installed: Services, tmp_path: Path):
    path = tmp_path / "holiday.jpg"
    path.write_bytes(content)
    assert "holiday.jpg" in told(ask("import", path))


def test_import_of_a_file_that_is_not_there_is_a_wrong_use(ask: Ask, installed: Services, tmp_path: Path):
    assert ask("import", tmp_path / "nothing.xlsx").code == 2


def test_import_in_a_format_that_is_not_there_names_those_that_are(ask: Ask, installed: Services, file_2027: Path):
    assert "pppconnext" in told(ask("import", file_2027, "--layout", "lotus"))


# --- describe -----------------------------------------------------------------------------------------------------


def test_describe_gives_the_means_of_the_newest_round(ask: Ask, installed: Services, households: pd.DataFrame):
    found = {row["value"]: row for row in rows(ask("describe", "--format", "json"))}
    assert list(found) == ["overall", "human", "physical", "financial", "natural", "social"]
    for name, row in found.items():
        assert (row["n"], row["missing"]) == (households[name].count(), households[name].isna().sum())
        assert row["mean"] == pytest.approx(households[name].mean(), abs=1e-8)
        assert row["sd"] == pytest.approx(households[name].std(ddof=1), abs=1e-8)
        assert row["freeze"].startswith("2026-1.v2.")


def test_describe_by_group_gives_means_and_shares(ask: Ask, installed: Services, households: pd.DataFrame):
    found = rows(ask("describe", "--values", "overall, outcome", "--by", "district", "--format", "json"))
    groups = {row["district"] for row in found}
    assert groups == {None, *households["district_code"]}
    poor = [row for row in found if row["code"] == "poor" and row["district"] is None]
    assert poor[0]["count"] == (households["outcome"] == "poor").sum()


def test_describe_takes_rounds_of_either_era_and_an_area(ask: Ask, installed: Services, households: pd.DataFrame):
    one, other = (ask("describe", "--round", name, "--format", "csv") for name in ("2567-1", "2024-1"))
    assert one == other and one.code == 0
    district = households["district_code"].iloc[0]
    found = rows(ask("describe", "--values", "household_size", "--area", district, "--format", "json"))
    assert found[0]["n"] == (households["district_code"] == district).sum()


def test_describe_counts_persons_by_class_and_round(ask: Ask, installed: Services):
    found = rows(ask("describe", "--unit", "person", "--by", "member_age", "--format", "json"))
    ages = next(row for row in found if row["value"] == "member_age" and row["member_age"] is None)
    persons = persons_of(installed, operator(installed), "2026-1", installed.catalog.province.code)
    assert (ages["n"], ages["n"] + ages["missing"]) == (persons["member_age"].count(), len(persons))
    classes = {one.code for one in installed.catalog.described("member_age").classes}
    assert {row["member_age"] for row in found} - {None} <= classes
    rounds = rows(ask("describe", "--values", "overall", "--by", "round", "--format", "json"))
    assert [row["round"] for row in rounds] == ["2024-1", "2026-1"], "no total: a household would count twice"


def test_describe_takes_a_sampling_and_says_which_words_a_mean_has(
    ask: Ask, installed: Services, households: pd.DataFrame
):
    plain, clustered = (
        rows(ask("describe", "--values", "human", *options, "--format", "json"))[0]
        for options in ((), ("--cluster", "village", "--strata", "district", "--bands", "five_point"))
    )
    assert plain["mean"] == pytest.approx(clustered["mean"]) == pytest.approx(households["human"].mean())
    assert plain["se"] != clustered["se"]
    assert (plain["band"], clustered["band"]) == (3.0, 2.0 if plain["mean"] < 2.505 else 3.0)
    people = rows(ask("describe", "--values", "human", "--weight", "household_size", "--format", "json"))[0]
    size = households["members_living"].astype("float64")
    assert people["mean"] == pytest.approx((households["human"] * size).sum() / size[households["human"].notna()].sum())


@pytest.mark.parametrize("end", ["docx", "xlsx", "html"])
def test_describe_writes_a_report_beside_the_answer(ask: Ask, installed: Services, tmp_path: Path, end: str):
    target = tmp_path / f"report.{end}"
    assert ask("describe", "--by", "district", "--report", target).code == 0
    assert target.stat().st_size > 1000


def test_describe_as_a_table_is_for_people(ask: Ask, installed: Services):
    lines = ask("describe").out.splitlines()
    assert lines[0].split()[:3] == ["value", "n", "missing"]
    assert len(lines) == 7


# --- rank ---------------------------------------------------------------------------------------------------------


def test_rank_lists_the_neediest_first(ask: Ask, installed: Services, households: pd.DataFrame):
    weights = dict.fromkeys(["human", "physical", "financial", "natural", "social"], 1.0)
    by_hand = ranks(need(households, weights))
    found = rows(ask("rank", "--first", 120, "--format", "json"))
    assert {row["house_code"]: row["rank"] for row in found} == by_hand.to_dict()
    assert [row["rank"] for row in found] == sorted(by_hand)


def test_rank_by_weights_of_ones_own(ask: Ask, installed: Services, households: pd.DataFrame):
    found = rows(ask("rank", "--weight", "financial=3", "--weight", "human=1", "--first", 10, "--format", "json"))
    scores = need(households, {"financial": 3.0, "human": 1.0})
    assert [row["score"] for row in found] == pytest.approx(sorted(scores.dropna(), reverse=True)[:10], abs=1e-8)


def test_rank_gives_as_many_as_are_wanted_however_the_pages_fall(
    ask: Ask, installed: Services, monkeypatch: pytest.MonkeyPatch
):
    whole = rows(ask("rank", "--first", 120, "--format", "json"))
    monkeypatch.setattr(room, "LARGEST_PAGE", 50)
    for first, count in ((30, 30), (50, 50), (101, 101), (120, 120), (LARGEST_PAGE + 1, 120)):
        assert rows(ask("rank", "--first", first, "--format", "json")) == whole[:count]


def test_rank_in_every_form_tells_the_same(ask: Ask, installed: Services):
    answers = {form: ask("rank", "--first", 5, "--format", form) for form in ("json", "csv", "table")}
    codes = [row["house_code"] for row in rows(answers["json"])]
    assert [row["house_code"] for row in csv.DictReader(io.StringIO(answers["csv"].out))] == codes
    assert all(code in line for code, line in zip(codes, answers["table"].out.splitlines()[1:], strict=True))


@pytest.mark.parametrize(("grain", "length"), [("district", 4), ("subdistrict", 6)])
def test_rank_of_areas_lists_the_neediest_first(
    ask: Ask, installed: Services, households: pd.DataFrame, grain: str, length: int
):
    found = rows(ask("rank", "--grain", grain, "--weight", "human=1", "--format", "json"))
    means = need(households, {"human": 1.0}).groupby(households[f"{grain}_code"].astype(str)).mean()
    assert {str(row["area"]): row["score"] for row in found} == pytest.approx(means.to_dict(), abs=1e-8)
    assert {len(str(row["area"])) for row in found} == {length}
    assert [row["rank"] for row in found] == sorted(row["rank"] for row in found)


def test_rank_of_an_unknown_grain_is_refused(ask: Ask, installed: Services):
    assert ask("rank", "--grain", "village").code == 1


def test_rank_holds_no_name(ask: Ask, installed: Services, households: pd.DataFrame):
    out = ask("rank", "--first", 120).out
    assert not [name for name in households["head_last_name"] if name in out]


# --- allocate -----------------------------------------------------------------------------------------------------


def test_allocate_gives_the_best_plan_its_proof_and_what_rank_and_cut_wastes(ask: Ask, installed: Services):
    words = [
        "allocate", "--budget", 500_000, "--programme", "house_repair_elderly=40,000:9",
        "--programme", "disability_adult",
    ]  # fmt: skip
    found = json.loads(ask(*words, "--format", "json").out)
    assert 0 < found["spent_baht"] <= 500_000
    assert found["bound"] >= found["objective"] > 0 and found["method"] in ("exact", "pricing")
    assert sum(row["cost_baht"] for row in found["assigned"]) == found["spent_baht"]
    assert sum(row["programme"] == "house_repair_elderly" for row in found["assigned"]) <= 9
    figures = {row["id"]: row for row in found["figures"]}
    assert figures["gap"]["before"] - figures["gap"]["after"] == pytest.approx(found["objective"])
    assert found["rank_and_cut"]["objective"] <= found["bound"]
    table = ask(*words)
    assert "income_headcount" in table.out
    assert f"spent_baht {found['spent_baht']:.10g}" in table.err and "rank and cut: " in table.err


def test_allocate_gives_each_household_at_most_so_many(ask: Ask, installed: Services):
    words = [
        "allocate", "--budget", 1e9, "--programme", "disability_adult", "--programme", "house_repair_elderly",
        "--format", "json",
    ]  # fmt: skip
    both, one = (json.loads(ask(*words, "--most", most).out)["assigned"] for most in (2, 1))
    assert len({row["household"] for row in one}) == len(one) < len(both)


# --- serve and make-sample ----------------------------------------------------------------------------------------


def test_serve_runs_the_app_on_the_address_of_the_settings(ask: Ask, monkeypatch: pytest.MonkeyPatch):
    started: list[list[str]] = []
    monkeypatch.setattr(room.os, "execv", lambda _, command: started.append(command))
    ask("serve", DSS_PORT="8765")
    assert started[0][1:5] == ["-m", "streamlit", "run", "app.py"]
    assert {"--server.address=127.0.0.1", "--server.port=8765"} <= set(started[0])


def test_make_sample_writes_the_rounds_of_the_recipe(ask: Ask, tmp_path: Path):
    data = make_data(tmp_path)
    for path in (data / "sample").glob("round-*"):
        path.unlink()
    recipe = data / "sample" / "synthetic.toml"
    recipe.write_text(re.sub(r"(?m)^households = \d+$", "households = 60", recipe.read_text(encoding="utf-8")))
    answer = ask("make-sample", DSS_DATA_DIR=str(data))
    assert answer.code == 0
    assert answer.out.split() == sorted(path.name for path in (data / "sample").glob("round-*.xlsx")) != []


# --- errors -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("describe", "--round", "2545-1"),
        ("describe", "--round", "yesterday"),
        ("describe", "--area", "9999"),
        ("describe", "--values", "first_name"),
        ("describe", "--by", "colour"),
        ("describe", "--by", "district,level,outcome"),
        ("describe", "--strata", "head_sex"),
        ("describe", "--weight", "w"),
        ("describe", "--fpc", "3"),
        ("describe", "--fpc", "many"),
        ("describe", "--cluster", "village,subdistrict"),
        ("describe", "--bands", "seven_point"),
        ("describe", "--report", "report.pdf"),
        ("rank", "--preset", "by_lot"),
        ("rank", "--method", "coin_toss"),
        ("rank", "--weight", "human"),
        ("rank", "--weight", "human=0"),
        ("rank", "--first", "0"),
        ("allocate", "--budget", "-1", "--programme", "disability_adult"),
        ("allocate", "--budget", "nan", "--programme", "disability_adult"),
        ("allocate", "--budget", "1", "--programme", "occupational_grant"),
        ("allocate", "--budget", "1", "--programme", "disability_adult=x"),
        ("allocate", "--budget", "1", "--programme", "disability_adult=1:2.5"),
        ("allocate", "--budget", "1", "--programme", "disability_adult", "--most", "0"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_in_the_readers_language(
    words: tuple[str, ...], ask: Ask, installed: Services
):
    thai, english = told(ask(*words)), told(ask(*words, DSS_LANGUAGE="en"))
    assert THAI.search(thai)
    assert not THAI.search(english)


@pytest.mark.parametrize(
    "verb", [("describe",), ("rank",), ("allocate", "--budget", "1", "--programme", "disability_adult")]
)
def test_before_init_every_verb_says_so(verb: tuple[str, ...], ask: Ask):
    assert "python -m dss_core init" in told(ask(*verb))


def test_a_bad_setting_is_named(ask: Ask):
    assert "DSS_PORT" in told(ask("describe", DSS_PORT="many"))
    assert "DSS_DATABASE_URL" in told(ask("describe", DSS_DATABASE_URL="mysql://x"))


def test_definitions_that_are_missing_are_told_though_the_words_are_missing_too(ask: Ask, tmp_path: Path):
    assert "catalog/province.toml" in told(ask("describe", DSS_DATA_DIR=str(tmp_path / "nowhere")))


def test_a_language_that_is_not_there_is_answered_in_thai(ask: Ask):
    assert THAI.search(told(ask("describe", DSS_LANGUAGE="xx")))


@pytest.mark.parametrize("words", [(), ("--help",)])
def test_help_names_every_verb(words: tuple[str, ...], ask: Ask):
    answer = ask(*words)
    assert all(verb in answer.out + answer.err for verb in VERBS)


@pytest.mark.parametrize(
    "words", [("forecast",), ("rank", "--format", "xml"), ("allocate",), ("rank", "--first", "many")]
)
def test_a_wrong_use_ends_with_code_2(words: tuple[str, ...], ask: Ask):
    assert ask(*words).code == 2


# --- as a process of its own --------------------------------------------------------------------------------------


def process(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dss_core", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_as_a_process_it_answers_on_stdout(installed: Services):
    done = process("describe", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["value"] == "overall"


def test_as_a_process_it_complains_on_stderr(installed: Services):
    done = process("rank", "--round", "2545-1")
    assert (done.returncode, done.stdout) == (1, "")
    assert THAI.search(done.stderr) and len(done.stderr.splitlines()) == 1
