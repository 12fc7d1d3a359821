"""The options `--energy-...`, each of which an ini file may give as well: energy_source, energy_carbon and so on."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from greenbench.pytest_budgets.outcome import Outcome

UNDECIDED = ("pass", "fail", "skip")


@dataclass(frozen=True, slots=True)
class Settings:
    """As the command line or the ini file said. Without a source or a place the Meter has defaults of its own."""

    source: str | None
    carbon: str | None
    undecided: str
    allow_estimate: bool
    report: Path | None

    def fails(self, outcome: str) -> bool:
        """Whether a test with this outcome fails for it."""
        return outcome == Outcome.EXCEEDED or (outcome == Outcome.UNDECIDED and self.undecided == "fail")


def add_options(parser: pytest.Parser) -> None:
    """Called by pytest before it reads its command line."""
    group = parser.getgroup("energy", "energy budgets (greenbench)")
    group.addoption("--energy-source", metavar="SOURCE", help="where joules come from, as greenbench run --source")
    group.addoption("--energy-carbon", metavar="PLACE", help="place or g/kWh that grams are made with")
    group.addoption(
        "--energy-undecided",
        choices=UNDECIDED,
        help="what becomes of a test whose budget lies in the interval: pass (default), fail or skip",
    )
    group.addoption(
        "--energy-allow-estimate", action="store_true", help="estimated joules, watts and grams may decide as well"
    )
    group.addoption("--energy-report", metavar="FILE", help="write everything that was measured to a JSON file")
    parser.addini("energy_source", "as --energy-source")
    parser.addini("energy_carbon", "as --energy-carbon")
    parser.addini("energy_undecided", "as --energy-undecided")
    parser.addini("energy_allow_estimate", "as --energy-allow-estimate", type="bool", default=False)
    parser.addini("energy_report", "as --energy-report; relative to the ini file's folder")


def settings_of(config: pytest.Config) -> Settings:
    """Raises pytest.UsageError where an option cannot be obeyed."""
    undecided = _text(config, "energy_undecided") or "pass"
    if undecided not in UNDECIDED:
        raise pytest.UsageError(f"energy_undecided: {undecided} is none of {', '.join(UNDECIDED)}")
    return Settings(
        source=_text(config, "energy_source"),
        carbon=_text(config, "energy_carbon"),
        undecided=undecided,
        allow_estimate=bool(config.getoption("energy_allow_estimate") or config.getini("energy_allow_estimate")),
        report=_report(config),
    )


def _text(config: pytest.Config, name: str) -> str | None:
    given = config.getoption(name) or config.getini(name)
    return str(given) if given else None


def _report(config: pytest.Config) -> Path | None:
    """Looked at before any test runs, so that no result is lost for want of a folder."""
    on_command_line = config.getoption("energy_report")
    of_file = config.getini("energy_report")
    if not on_command_line and not of_file:
        return None
    folder = config.invocation_params.dir if on_command_line else (config.inipath or config.rootpath / "x").parent
    path = folder / str(on_command_line or of_file)
    if path.is_dir():
        raise pytest.UsageError(f"--energy-report: {path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise pytest.UsageError(f"--energy-report: there is no folder {path.parent}; make it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise pytest.UsageError(f"--energy-report: {path} cannot be written")
    return path
