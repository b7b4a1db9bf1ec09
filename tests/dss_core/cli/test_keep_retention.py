"""``keep-retention`` says what would go, and what went."""

from dss_core.usecases.services import Services
from tests.dss_core.cli.conftest import Ask
from tests.dss_core.usecases.small_province import rows_of


def test_a_dry_run_changes_nothing_and_a_run_is_written_down(ask: Ask, installed: Services):
    before = rows_of(installed)
    dry = ask("keep-retention", "--dry-run")
    labels = [rule.label for rule in installed.catalog.privacy.retention]
    assert (dry.code, len(dry.out.splitlines())) == (0, len(labels))
    assert rows_of(installed) == before
    real = ask("keep-retention")
    assert (real.code, real.out) == (0, dry.out)
    assert any("keep_retention" in row for row in rows_of(installed)["audit"])
