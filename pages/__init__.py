"""Show: the only place that knows Streamlit (``app.py`` aside). ``PAGES`` is every page in menu order."""

from dataclasses import dataclass
from types import ModuleType

from dss_core.access.roles import Permission
from dss_core.language.translate import N_
from pages.about import definitions
from pages.admin import keep_privacy, manage_access, read_audit
from pages.assistance import build_scenario, compare_scenarios
from pages.households import find_household
from pages.overview import describe_province, describe_survey, map_province, measure_poverty
from pages.priority import rank_households, stress_ranking
from pages.surveys import check_quality, export_research, import_survey


@dataclass(frozen=True)
class PageEntry:
    """One page: its module (with ``render``), its place in the menu, and the permission that opens it.

    ``title`` and ``section`` are English source strings; the menu shows them in the reader's language. The URL is
    the module's name and does not depend on the language. ``needs_round`` pages show an empty state without data.
    """

    module: ModuleType
    title: str
    section: str
    icon: str
    permission: Permission
    needs_round: bool = True

    @property
    def name(self) -> str:
        """The page's name in the URL, the same as its use case."""
        return self.module.__name__.rpartition(".")[2]


OVERVIEW, HOUSEHOLDS, DECIDE, DATA = N_("Overview"), N_("Households"), N_("Decide"), N_("Data")
ADMINISTRATION = N_("Administration")

PAGES = (
    PageEntry(
        describe_province, N_("The province in numbers"), OVERVIEW, ":material/monitoring:", Permission.VIEW_STATISTICS
    ),
    PageEntry(map_province, N_("Map"), OVERVIEW, ":material/map:", Permission.VIEW_STATISTICS),
    PageEntry(describe_survey, N_("Survey statistics"), OVERVIEW, ":material/table_chart:", Permission.VIEW_STATISTICS),
    PageEntry(measure_poverty, N_("Measuring poverty"), OVERVIEW, ":material/balance:", Permission.EXPLORE_FIGURES),
    PageEntry(find_household, N_("Households"), HOUSEHOLDS, ":material/home:", Permission.VIEW_HOUSEHOLDS),
    PageEntry(
        rank_households, N_("Priority ranking"), DECIDE, ":material/format_list_numbered:", Permission.RANK_HOUSEHOLDS
    ),
    PageEntry(
        stress_ranking, N_("Would it change?"), DECIDE, ":material/published_with_changes:", Permission.RANK_HOUSEHOLDS
    ),
    PageEntry(build_scenario, N_("What-if"), DECIDE, ":material/calculate:", Permission.BUILD_SCENARIO),
    PageEntry(
        compare_scenarios,
        N_("Compare and decide"),
        DECIDE,
        ":material/compare:",
        Permission.BUILD_SCENARIO,
        needs_round=False,
    ),
    PageEntry(
        import_survey,
        N_("Upload a survey"),
        DATA,
        ":material/upload_file:",
        Permission.IMPORT_SURVEY,
        needs_round=False,
    ),
    PageEntry(check_quality, N_("Quality of the data"), DATA, ":material/fact_check:", Permission.CHECK_QUALITY),
    PageEntry(
        export_research,
        N_("Research file"),
        DATA,
        ":material/science:",
        Permission.ASK_RESEARCH,
        needs_round=False,
    ),
    PageEntry(
        definitions, N_("Definitions"), DATA, ":material/menu_book:", Permission.VIEW_STATISTICS, needs_round=False
    ),
    PageEntry(
        manage_access,
        N_("Accounts"),
        ADMINISTRATION,
        ":material/manage_accounts:",
        Permission.MANAGE_ACCESS,
        needs_round=False,
    ),
    PageEntry(
        keep_privacy,
        N_("Personal data"),
        ADMINISTRATION,
        ":material/shield_person:",
        Permission.KEEP_PRIVACY,
        needs_round=False,
    ),
    PageEntry(read_audit, N_("Audit"), ADMINISTRATION, ":material/policy:", Permission.READ_AUDIT, needs_round=False),
)
