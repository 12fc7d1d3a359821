"""What a conftest.py may answer."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from greenbench.pytest_budgets.windows import MeterLike


@pytest.hookspec(firstresult=True)
def pytest_greenbench_meter(config: pytest.Config) -> "MeterLike | None":
    """A Meter to measure the tests with, instead of one made of the options. None: no answer."""
