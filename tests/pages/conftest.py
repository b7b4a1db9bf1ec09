"""Pages are opened by the entry script, for somebody who is signed in to a small province or to an empty database."""

import pandas as pd
import pytest

from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW
from tests.support.province import empty, own, province
from tests.support.visits import never_the_real_installation, visit

__all__ = ["empty", "never_the_real_installation", "own", "province", "visit"]


@pytest.fixture(scope="session")
def frame(province: Services) -> pd.DataFrame:
    """The households of the newest round, from which the tests work out by plain pandas what a page must show."""
    return households_of(province, operator(province), NEW, province.catalog.province.code)


@pytest.fixture(scope="session")
def district(frame: pd.DataFrame) -> str:
    """A district that holds some of the households, and not most of them."""
    return str(frame["district_code"].astype("str").value_counts().index[2])
