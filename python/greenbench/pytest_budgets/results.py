"""The hooks that gather what the tests' reports carry: the section in the terminal and the JSON file."""

import pytest

from greenbench.pytest_budgets.entry import TEST_FAILED, TestEntry, leave_open
from greenbench.pytest_budgets.settings import Settings


class EnergyResults:
    """Registered with pytest as a plugin, in the process that prints."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._entries: dict[str, TestEntry] = {}
        self._failed_subtests: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        entry: TestEntry | None = getattr(report, "energy", None)
        if entry is None:
            # A failed subtest makes its test fail, but only when pytest prints that.
            if report.when == "call" and report.failed:
                self._failed_subtests.add(report.nodeid)
            return
        if report.nodeid in self._failed_subtests and not self._settings.fails(entry["outcome"]):
            leave_open(entry, TEST_FAILED)
        self._failed_subtests.discard(report.nodeid)
        before = self._entries.get(report.nodeid)
        if before is not None:
            entry["attempts"] = before["attempts"] + 1
        self._entries[report.nodeid] = entry

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        path = self._settings.report
        nothing_ran = exitstatus == pytest.ExitCode.USAGE_ERROR or self._config.getoption("collectonly")
        if path is None or nothing_ran:
            return
        from greenbench.pytest_budgets.document import document

        try:
            path.write_text(document(list(self._entries.values()), self._settings), encoding="utf-8")
        except OSError as error:
            pytest.exit(f"--energy-report: {error}", returncode=pytest.ExitCode.USAGE_ERROR)

    def pytest_terminal_summary(self, terminalreporter: "pytest.TerminalReporter") -> None:
        if not self._entries:
            return
        from greenbench.pytest_budgets.section import lines

        terminalreporter.write_sep("=", "energy")
        width = self._config.get_terminal_writer().fullwidth
        verbose = self._config.option.verbose > 0
        for line in lines(list(self._entries.values()), width=width, verbose=verbose):
            terminalreporter.write_line(line.text, **({line.colour: True} if line.colour else {}))
