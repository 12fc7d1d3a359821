"""The plugin for pytest: budgets of energy and time for tests.

    @pytest.mark.energy(max_joules=2.0)
    def test_parse():
        parse(TEXT)

pytest loads it by itself where greenbench is installed (entry point `greenbench` of `pytest11`); `-p no:greenbench`
switches it off. docs/pytest.md says how a verdict is made.
"""

import pytest

from greenbench.pytest_budgets import hooks, mark
from greenbench.pytest_budgets.results import EnergyResults
from greenbench.pytest_budgets.session import EnergySession
from greenbench.pytest_budgets.settings import add_options, settings_of
from greenbench.pytest_budgets.windows import EnergyWindows

_SESSION = pytest.StashKey[EnergySession]()


def pytest_addoption(parser: pytest.Parser) -> None:
    add_options(parser)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(hooks)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", mark.LINE)
    settings = settings_of(config)
    session = config.stash[_SESSION] = EnergySession(config, settings)
    config.pluginmanager.register(session, "greenbench-session")
    # A worker of pytest-xdist sends its reports to the process that knows them all.
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(EnergyResults(config, settings), "greenbench-results")


@pytest.fixture
def energy(request: pytest.FixtureRequest) -> EnergyWindows:
    """Measures parts of the test: `with energy.measure() as m:`, then m.joules, m.seconds, m.watts.

    In a test with @pytest.mark.energy(...) the budgets apply to these parts instead of the whole call.
    """
    return request.config.stash[_SESSION].windows_of(request.node)
