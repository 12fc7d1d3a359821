"""The hooks that run tests: which are measured, and when they fail."""

import contextlib
import inspect
import unittest
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from greenbench.pytest_budgets.calls import Calls
from greenbench.pytest_budgets.entry import TEST_FAILED, TestEntry, judged, leave_open, not_judged, properties
from greenbench.pytest_budgets.mark import Budgets, MarkError, budgets_of
from greenbench.pytest_budgets.outcome import Outcome
from greenbench.pytest_budgets.settings import Settings
from greenbench.pytest_budgets.windows import EnergyWindows, MeterLike

if TYPE_CHECKING:
    import pluggy

OFF = "energy budgets are off under pytest-xdist: its workers share the machine that the counters are of"
UNFINISHED = "the test did not run to its end"

_ENTRY = pytest.StashKey[TestEntry]()
_WINDOWS = pytest.StashKey[EnergyWindows]()


@dataclass
class _Trial:
    """One run of one test. `entry` is what is known of it so far."""

    item: pytest.Item
    budgets: Budgets
    entry: TestEntry


class EnergySession:
    """Registered with pytest as a plugin."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._meter: MeterLike | None = None
        self._is_worker = hasattr(config, "workerinput")

    def windows_of(self, item: pytest.Item) -> EnergyWindows:
        """The fixture's value. Raises what Meter raises."""
        if _WINDOWS not in item.stash:
            item.stash[_WINDOWS] = EnergyWindows(self._opened_meter())
        return item.stash[_WINDOWS]

    def _opened_meter(self) -> MeterLike:
        if self._meter is None:
            given: MeterLike | None = self._config.hook.pytest_greenbench_meter(config=self._config)
            self._meter = given or self._meter_of_options()
        return self._meter

    def _meter_of_options(self) -> MeterLike:
        from greenbench import Meter

        return Meter(source=self._settings.source, carbon=self._settings.carbon)

    # Collection

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self._check(items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Once more, since hooks of a conftest may have added marks; and nothing runs that could not be measured."""
        marked = self._check(session.items)
        if not marked or self._is_worker or self._config.getoption("collectonly"):
            return
        try:
            self._opened_meter()
        except (RuntimeError, ValueError) as error:
            raise pytest.UsageError(f"energy budgets cannot be measured: {error}") from error

    def _check(self, items: list[pytest.Item]) -> bool:
        """Whether any is marked. A worker of pytest-xdist could not say what is wrong: there the test fails with it."""
        faults: list[str] = []
        marked = False
        for item in items:
            try:
                marked |= budgets_of(item) is not None
            except MarkError as fault:
                faults.append(str(fault))
        if faults and not self._is_worker:
            raise pytest.UsageError(*faults)
        return marked

    # A test

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, None]:
        if _ENTRY in item.stash:
            del item.stash[_ENTRY]
        budgets = _budgets_or_failure(item)
        if budgets is None:
            yield
            return
        trial = _Trial(item, budgets, not_judged(item.nodeid, budgets, self._obstacle(item) or UNFINISHED))
        if isinstance(item, pytest.Function) and not self._obstacle(item):
            calls = Calls(self.windows_of(item), budgets.rounds, lambda calls: self._settle(trial, calls))
            with _in_place_of(item, calls):
                yield
            if calls.fault:
                trial.entry = not_judged(item.nodeid, budgets, calls.fault)
        else:
            yield
        item.stash[_ENTRY] = trial.entry

    def _obstacle(self, item: pytest.Item) -> str | None:
        if self._is_worker:
            return OFF
        if not isinstance(item, pytest.Function):
            return f"a {type(item).__name__} is no test function"
        return None

    def _settle(self, trial: _Trial, calls: Calls) -> None:
        """Inside the test, after its last round: what it raises is the test's outcome."""
        __tracebackhide__ = True
        if calls.fault:
            return
        from greenbench.pytest_budgets import text
        from greenbench.pytest_budgets.verdict import judge

        verdict = judge(
            trial.budgets,
            calls.rounds,
            of_windows=bool(calls.of_windows),
            allow_estimate=self._settings.allow_estimate,
        )
        trial.entry = judged(trial.item.nodeid, verdict)
        said = "\n".join(
            text.finding(trial.entry, budget)
            for budget in trial.entry["budgets"]
            if budget["outcome"] == verdict.outcome
        )
        if self._settings.fails(verdict.outcome):
            pytest.fail(f"energy: {said}", pytrace=False)
        if verdict.outcome is Outcome.UNDECIDED and self._settings.undecided == "skip":
            pytest.skip(f"energy: {said}")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, "pluggy.Result[pytest.TestReport]", None]:
        outcome = yield
        entry = item.stash.get(_ENTRY, None)
        if call.when != "call" or entry is None:
            return
        report = outcome.get_result()
        if report.failed and not self._settings.fails(entry["outcome"]):
            leave_open(entry, TEST_FAILED)
        # pytest-xdist sends every attribute of a report to the process that prints it.
        report.__dict__["energy"] = entry
        found = properties(entry)
        names = {name for name, _ in found}
        item.user_properties[:] = [*(one for one in item.user_properties if one[0] not in names), *found]
        report.user_properties[:] = item.user_properties


def _budgets_or_failure(item: pytest.Item) -> Budgets | None:
    try:
        return budgets_of(item)
    except MarkError as fault:
        said = str(fault)
    pytest.fail(said, pytrace=False)


@contextlib.contextmanager
def _in_place_of(item: pytest.Function, calls: Calls) -> Iterator[None]:
    """The repeated function stands where pytest, its plugins and unittest look for the test's own."""
    original = item.obj
    owner = getattr(original, "__self__", None)
    item.obj = repeating = calls.repeating(original)
    # pytest gives a TestCase its method itself, but not where that is a coroutine function.
    by_name = isinstance(owner, unittest.TestCase) and inspect.iscoroutinefunction(original)
    if by_name:
        setattr(owner, item.name, repeating)
    try:
        yield
    finally:
        item.obj = original
        if by_name:
            delattr(owner, item.name)
