"""A research file that somebody asked for, for tests and pictures."""

from datetime import timedelta
from pathlib import Path

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.model.text import Text
from dss_core.settings import ROOT, Settings
from dss_core.usecases.ask_research_file import ResearchDraft, ask_research_file, today
from dss_core.usecases.services import Services, all_rounds, open_services, whole_province

ANSWERS = ("place", "household_size", "head_sex", "income_per_person_baht", "overall", "level")


def ask_for_a_file(services: Services, username: str = "researcher") -> str:
    """The id of a file of the newest round that a researcher asks for."""
    somebody = Viewer(username, Text("1", "1"), Role.RESEARCHER, whole_province(services))
    until = today() + timedelta(days=30)
    draft = ResearchDraft(all_rounds(services)[0].id, services.catalog.province.code, ANSWERS, "1", "2", "", until)
    return ask_research_file(services, somebody, draft).id


def ask_for_a_file_in(local: Path) -> None:
    """The same in the installation of a folder."""
    services = open_services(
        Settings(data_dir=ROOT / "data", local_dir=local, database_url="", secret_key="", is_https=False)
    )
    ask_for_a_file(services)
    services.database.dispose()
