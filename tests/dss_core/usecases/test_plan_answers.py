"""The answers that a plan rests on: those that could change it, and no others."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.plan_answers import answers_of, rests_on
from dss_core.usecases.services import Services
from tests.dss_core.usecases.kept_plans import ALLOWANCE, CHOICES, ONLY_ALLOWANCE
from tests.dss_core.usecases.small_province import NEW


def test_who_may_have_a_programme_and_what_it_lifts_are_looked_at(catalog: Catalog):
    programme = catalog.programme(ALLOWANCE.programme_id)
    names = set(rests_on(catalog, ONLY_ALLOWANCE))
    indicators = set(catalog.instrument.indicator_ids)
    assert programme.rule is not None
    lifted = {effect.on for effect in programme.effects} & indicators
    assert names == {*programme.rule.names, programme.persons_variable, *lifted}


def test_the_ranking_counts_only_where_the_neediest_are_to_be_covered(catalog: Catalog):
    covered = set(rests_on(catalog, replace(CHOICES, neediest_covered=0.1)))
    assert covered - set(rests_on(catalog, CHOICES)) == {"human", "financial"}


@pytest.mark.parametrize("objective", ["severity", "over_line"])
def test_where_every_answer_counts_all_are_looked_at(catalog: Catalog, objective: str):
    assert set(catalog.instrument.indicator_ids) <= set(rests_on(catalog, replace(CHOICES, objective=objective)))


def test_the_income_gap_looks_at_income_and_members(catalog: Catalog):
    names = set(rests_on(catalog, replace(ONLY_ALLOWANCE, objective="income_gap")))
    assert {"income_per_person_baht", "household_size"} <= names
    assert not names & set(catalog.instrument.indicator_ids)


@pytest.mark.parametrize("objective", ["gap", "severity", "over_line", "income_gap", "m0"])
def test_every_answer_is_one_of_the_households(
    province: Services, governor: Viewer, whole: str, catalog: Catalog, objective: str
):
    frame = households_of(province, governor, NEW, whole)
    names = rests_on(catalog, replace(CHOICES, objective=objective))
    assert names and set(names) <= set(frame.columns)


def test_a_programme_that_the_catalogue_has_lost_is_left_out(catalog: Catalog):
    gone = replace(ALLOWANCE, programme_id="nothing_of_this_name")
    assert rests_on(catalog, replace(CHOICES, programmes=(gone,))) == ()


def test_answers_are_kept_as_json_can_hold_them():
    frame = pd.DataFrame(
        {"household_id": [7, 8], "human": [1.5, np.nan], "outcome": pd.Categorical(["poor", None]), "other": [1, 2]}
    )
    found = answers_of(frame, ("human", "outcome", "not_a_column"))
    assert found.to_dict() == {7: {"human": 1.5, "outcome": "poor"}, 8: {"human": None, "outcome": None}}
    assert answers_of(frame, ()).to_dict() == {7: {}, 8: {}}
