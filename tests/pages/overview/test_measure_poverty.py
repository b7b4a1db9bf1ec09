import pytest

from tests.support.visits import trouble


@pytest.mark.parametrize("part", ["definitions", "income", "dimensions", "relief"])
def test_x(visit, province, part):
    app = visit(province, "governor", "measure_poverty", lang="en")
    assert not trouble(app)
    app.session_state["poverty_part"] = part
    app.run()
    assert not trouble(app)
