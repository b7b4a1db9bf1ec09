"""What-ifs that are saved in a served installation, so that there is something to compare, decide and follow up."""

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


def keep_plans(local: Path) -> tuple[str, ...]:
    """Saves four what-ifs of the newest round, and a decision on one of the round before; the ids, that one last."""
    services = open_services(
        Settings(data_dir=ROOT / "data", local_dir=local, database_url="", secret_key="", is_https=False)
    )
    try:
        newest, before = (found.id for found in all_rounds(services)[:2])
        ids = [_save(services, newest, choices, name) for name, choices in _choices(services).items()]
        decided = _save(services, before, _choices(services)["แผนหลัก"], "แผนปีก่อน")
        draft = AdoptionDraft(decided, "คณะทำงานขจัดความยากจน", date(2026, 1, 15), "ช่วยผู้พิการและผู้สูงอายุก่อน")
        adopt_scenario(services, operator(services), draft)
        return (*ids, decided)
    finally:
        services.database.dispose()


def _choices(services: Services) -> dict[str, ScenarioChoices]:
    """A plan, the same with half of the money, for another aim, and of its cheapest programmes alone."""
    priced = [one for one in services.catalog.programmes if one.unit_cost_baht]
    programmes = tuple(ProgrammeChoice(one.id, float(one.unit_cost_baht or 0)) for one in priced[-6:])
    weights = tuple((name, 1.0) for name in services.catalog.instrument.capital_ids)
    plan = ScenarioChoices(BUDGET, programmes, weights)
    return {
        "แผนหลัก": plan,
        "งบครึ่งหนึ่ง": replace(plan, budget_baht=BUDGET / 2),
        "ช่องว่างรายได้ก่อน": replace(plan, objective="income_gap"),
        "เฉพาะสามโครงการแรก": replace(plan, programmes=programmes[:3]),
    }


def _save(services: Services, round_id: str, choices: ScenarioChoices, name: str) -> str:
    query = ScenarioQuery(round_id, services.catalog.province.code, choices)
    return save_scenario(services, operator(services), query, name).id
