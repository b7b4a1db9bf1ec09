"""The main path on SQLite and on PostgreSQL: from an empty database to a plan, with the same figures."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.model.scenarios import ProgrammeChoice, ScenarioChoices
from dss_core.usecases.adopt_scenario import AdoptionDraft, adopt_scenario
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.describe_province import AreaQuery, describe_province
from dss_core.usecases.find_household import HouseholdQuery, find_household
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.initialise import initialise, operator
from dss_core.usecases.open_scenario import open_scenario
from dss_core.usecases.rank_households import RankQuery, rank_households
from dss_core.usecases.save_scenario import figures_kept, save_scenario
from dss_core.usecases.scenario_drift import DriftQuery, scenario_drift
from dss_core.usecases.services import all_rounds
from dss_core.usecases.show_household import ShowHousehold
from dss_core.usecases.sign_in import sign_in, sign_out, signed_in
from tests.dss_core.usecases.by_hand import need, ranks
from tests.dss_core.usecases.revealing import shown_revealed
from tests.dss_core.usecases.small_province import NEW, open_small, viewer
from tests.support.workbooks import small_workbook

WEIGHTS = {"human": 1.0, "physical": 1.0, "financial": 1.0, "natural": 1.0, "social": 1.0}


def test_from_an_empty_database_to_a_plan(engine_url: str, data: Path, tmp_path: Path, households: pd.DataFrame):
    services = open_small(data, tmp_path / "local", engine_url)
    somebody, whole = operator(services), services.catalog.province.code
    assert [record.household_count for record in initialise(services, with_sample=True)] == [120, 120]
    assert initialise(services, with_sample=True) == []

    told = describe_province(services, somebody, AreaQuery(NEW, whole))
    assert told.person_count == households["members_living"].sum()
    assert told.capitals["mean"].iloc[-1] == pytest.approx(households["overall"].mean(), abs=1e-8)

    ranking = rank_households(services, somebody, RankQuery(NEW, whole, tuple(WEIGHTS.items()), limit=200)).households
    by_hand = ranks(need(households, WEIGHTS))
    assert dict(zip(ranking["house_code"], ranking["rank"], strict=True)) == by_hand.to_dict()

    programmes = (ProgrammeChoice("disability_adult", 9600.0),)
    query = ScenarioQuery(NEW, whole, ScenarioChoices(1e5, programmes, tuple(WEIGHTS.items())))
    plan = plan_of(services, somebody, query)
    saved = save_scenario(services, somebody, query, "แผน 2570")
    assert open_scenario(services, somebody, saved.id) == saved
    assert saved.figures == figures_kept(plan.figures, plan.spent_baht)
    assert plan.spent_baht > 0
    decision = adopt_scenario(services, somebody, AdoptionDraft(saved.id, "คณะทำงาน", date(2026, 1, 1), "เร่งด่วน"))
    drift = scenario_drift(services, somebody, DriftQuery(saved.id))
    assert drift.decision == decision
    assert (drift.counts["helped"], drift.counts["changed"]) == (plan.served["household_id"].nunique(), 0)

    first = int(ranking["household_id"].iloc[0])
    officer = viewer(Role.DISTRICT_OFFICER, whole)
    story = shown_revealed(services, officer, ShowHousehold(first, NEW))
    assert story.address["house_code"] == ranking["house_code"].iloc[0]
    name = str(story.members["first_name"].iloc[0])
    assert find_household(services, officer, HouseholdQuery(NEW, whole, text=name)).found_count >= 1

    token = sign_in(services, "governor", "sample-governor", is_local=True)
    assert signed_in(services, token).username == "governor"
    sign_out(services, token)

    checked = check_survey(services, somebody, small_workbook(services.catalog, 30, year=2027), "new.xlsx")
    assert import_survey(services, somebody, checked).household_count == 30
    assert [found.household_count for found in all_rounds(services)] == [30, 120, 120]
    services.database.dispose()
