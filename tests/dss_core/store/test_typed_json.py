"""Choices are read back from JSON by their types; whatever does not fit is told with its place."""

import json

import pytest

from dss_core.errors import StoreProblem
from dss_core.model.scenarios import (
    AreaSpending,
    ProgrammeChoice,
    PurseLimit,
    ScenarioChoices,
    ScenarioFigure,
)
from dss_core.store.typed_json import as_json, from_json

CHOICES = ScenarioChoices(
    budget_baht=1_500_000.5,
    programmes=(ProgrammeChoice("well", 8_000.0, 10, (("9901", 4), ("9902", 6))), ProgrammeChoice("roof", 20_000.0)),
    weights=(("human", 0.25), ("financial", 0.75)),
    most_per_household=2,
    purses=(PurseLimit("water", 5e5, ("well",)),),
    areas=(AreaSpending("9901", 1e5), AreaSpending("9902", at_most_baht=2e5)),
    must_serve=("00000000001",),
    seed=7,
)


def written(**changes: object) -> dict[str, object]:
    """The choices as JSON gives them back, with some fields as somebody may have put them there."""
    return {**json.loads(json.dumps(as_json(CHOICES))), **changes}


@pytest.mark.parametrize("choices", [CHOICES, ScenarioChoices(0.0, (), ())])
def test_what_is_written_is_read_back_the_same(choices: ScenarioChoices):
    assert from_json(ScenarioChoices, json.loads(json.dumps(as_json(choices))), "choices") == choices


def test_a_field_that_is_not_told_takes_its_default():
    told = {"budget_baht": 5, "programmes": [], "weights": [["human", 1]]}
    read = from_json(ScenarioChoices, told, "choices")
    assert read == ScenarioChoices(5.0, (), (("human", 1.0),))
    assert isinstance(read.budget_baht, float)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"colour": "red"}, "choices.colour"),
        ({"budget_baht": "5"}, "choices.budget_baht"),
        ({"budget_baht": True}, "choices.budget_baht"),
        ({"budget_baht": float("nan")}, "choices.budget_baht"),
        ({"budget_baht": None}, "choices.budget_baht"),
        ({"seed": 1.0}, "choices.seed"),
        ({"method": 3}, "choices.method"),
        ({"weights": {"human": 1.0}}, "choices.weights"),
        ({"weights": [["human"]]}, "choices.weights[0]"),
        ({"weights": [["human", 1.0], [2, 1.0]]}, "choices.weights[1][0]"),
        ({"programmes": [{"programme_id": "well"}]}, "choices.programmes[0].unit_cost_baht"),
        ({"programmes": ["well"]}, "choices.programmes[0]"),
        (
            {"programmes": [{"programme_id": "well", "unit_cost_baht": 1, "places": 2.5}]},
            "choices.programmes[0].places",
        ),
        ({"must_serve": "00000000001"}, "choices.must_serve"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(changes: dict[str, object], place: str):
    with pytest.raises(StoreProblem) as caught:
        from_json(ScenarioChoices, written(**changes), "choices")
    assert (caught.value.code, caught.value.params) == ("store_unreadable", {"place": place})


@pytest.mark.parametrize("value", [None, [], "text", 3])
def test_a_dataclass_is_read_from_named_fields_only(value: object):
    with pytest.raises(StoreProblem):
        from_json(ScenarioChoices, value, "choices")


def test_a_list_of_figures_is_read_whole():
    figures = (ScenarioFigure("gap", "points", 3.0, 2.5), ScenarioFigure("spent_baht", "baht", None, 10.0))
    told = json.loads(json.dumps([as_json(one) for one in figures]))
    assert from_json(tuple[ScenarioFigure, ...], told, "figures") == figures
