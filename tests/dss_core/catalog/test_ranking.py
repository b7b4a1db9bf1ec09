"""The rules of the stress test are data, and checked."""

from pathlib import Path

import pytest

from dss_core.catalog.definitions import Standing
from dss_core.catalog.ranking import PROXY, RANKING, check_proxy_names, load_proxy_rules, load_stress_rules
from dss_core.errors import BadCatalog
from dss_core.settings import ROOT


def written(folder: Path, old: str, new: str) -> Path:
    text = (ROOT / "data" / RANKING).read_text(encoding="utf-8")
    assert old in text
    (folder / "catalog").mkdir()
    (folder / RANKING).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_the_products_own_rules_are_a_proposal_and_leave_room_to_verify():
    rules = load_stress_rules(ROOT / "data")
    assert rules.standing is Standing.PROPOSAL
    assert rules.out_to < rules.certain_from
    assert rules.draw_count == 10_000


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("certain_from = 0.95", "certain_from = 0.5", "certain_from"),
        ("out_to = 0.05", "out_to = 0.6", "out_to"),
        ("draw_count = 10000", "draw_count = 10", "draw_count"),
        ("[0.05, 0.1, 0.2, 0.3, 0.5]", "[0.1, 0.05]", "moved_shares"),
        ("seed = 2569", "", "seed"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, old: str, new: str, key: str):
    with pytest.raises(BadCatalog) as caught:
        load_stress_rules(written(tmp_path, old, new))
    assert (caught.value.params["file"], caught.value.params["key"]) == (RANKING, key)


def test_the_proxy_means_test_does_not_tell_income_by_income():
    rules = load_proxy_rules(ROOT / "data")
    assert rules.standing is Standing.PROPOSAL
    assert not {"h4", "f1", "f2", "f3", "f4", rules.outcome} & set(rules.indicators)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("cuts = [0.1, 0.2, 0.3, 0.4, 0.5]", "cuts = [0.2, 0.1]", "cuts"),
        ("cuts = [0.1, 0.2, 0.3, 0.4, 0.5]", "cuts = [0.2, 1.0]", "cuts[1]"),
        ("folds = 10", "folds = 1", "folds"),
        ("least_count = 10", "", "least_count"),
    ],
)
def test_a_wrong_rule_of_the_proxy_means_test_is_named(tmp_path: Path, old: str, new: str, key: str):
    text = (ROOT / "data" / PROXY).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "catalog").mkdir()
    (tmp_path / PROXY).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCatalog) as caught:
        load_proxy_rules(tmp_path)
    assert (caught.value.params["file"], caught.value.params["key"]) == (PROXY, key)


@pytest.mark.parametrize(
    ("changed", "key"),
    [({"outcome": "phone"}, "outcome"), ({"indicators": ("income",)}, "indicators"), ({"groups": ("moon",)}, "groups")],
)
def test_the_proxy_means_test_names_what_there_is(changed: dict[str, object], key: str):
    rules = load_proxy_rules(ROOT / "data").model_copy(
        update={"outcome": "income", "indicators": ("h1",), "groups": ("district",), **changed}
    )
    with pytest.raises(BadCatalog) as caught:
        check_proxy_names(rules, ["income", "h1"], ["district"])
    assert caught.value.params["key"] == key
