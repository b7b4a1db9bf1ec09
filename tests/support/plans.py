"""What-ifs that are saved in an installation, so that there is something to compare, decide and follow up."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from dss_core.model.scenarios import ProgrammeChoice, ScenarioChoices
from dss_core.settings import ROOT, Settings
from dss_core.usecases.adopt_scenario import AdoptionDraft, adopt_scenario
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.initialise import operator
from dss_core.usecases.save_scenario import save_scenario
from dss_core.usecases.services import Services, all_rounds, open_services

BUDGET = 3_000_000.0
DAY = date(2026, 1, 15)
NAMES = ("แผนหลัก", "งบครึ่งหนึ่ง", "ช่องว่างรายได้ก่อน", "เฉพาะสามโครงการแรก", "แผนปีก่อน", "คณะทำงาน", "ช่วยผู้พิการก่อน")


def keep_plans_in(local: Path) -> tuple[str, ...]:
    """``keep_plans`` in an installation that is being served from a folder."""
    settings = Settings(data_dir=ROOT / "data", local_dir=local, database_url="", secret_key="", is_https=False)
    services = open_services(settings)
    try:
        return keep_plans(services, NAMES)
    finally:
        services.database.dispose()


def keep_plans(services: Services, names: tuple[str, ...]) -> tuple[str, ...]:
    """Saves four what-ifs of the newest round, and one of the round before that is adopted; their ids in this order.

    names: of the five, then who decided and why: words that people typed, in whatever language.
    """
    newest, before = (found.id for found in all_rounds(services)[:2])
    choices = _choices(services)
    ids = [_save(services, newest, one, name) for one, name in zip(choices, names[:4], strict=True)]
    decided = _save(services, before, choices[0], names[4])
    adopt_scenario(services, operator(services), AdoptionDraft(decided, names[5], DAY, names[6]))
    return (*ids, decided)


def _choices(services: Services) -> list[ScenarioChoices]:
    """A plan, the same with half of the money, for another aim, and of half of its programmes."""
    priced = [one for one in services.catalog.programmes if one.unit_cost_baht]
    programmes = tuple(ProgrammeChoice(one.id, float(one.unit_cost_baht or 0)) for one in priced[-6:])
    weights = tuple((name, 1.0) for name in services.catalog.instrument.capital_ids)
    plan = ScenarioChoices(BUDGET, programmes, weights)
    return [
        plan,
        replace(plan, budget_baht=BUDGET / 2),
        replace(plan, objective="income_gap"),
        replace(plan, programmes=programmes[:3]),
    ]


def _save(services: Services, round_id: str, choices: ScenarioChoices, name: str) -> str:
    query = ScenarioQuery(round_id, services.catalog.province.code, choices)
    return save_scenario(services, operator(services), query, name).id
