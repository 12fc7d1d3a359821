"""Runs pytest with the plugin on generated files, for the tests of the plugin."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest
from dataclasses import dataclass
from pathlib import Path

import greenbench

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PLUGIN = ("-p", "greenbench.pytest_plugin")
PACKAGES = str(Path(greenbench.__file__).absolute().parents[1])
# Other plugins of the environment are loaded by name, so that its own have no say in the results.
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "80"}
# These change what pytest prints: on a CI service it cuts no line.
CHANGING = re.compile(r"CI|BUILD_NUMBER|PYTEST_.*|PY_COLORS|NO_COLOR|FORCE_COLOR|TERM")

CONFTEST = """
import sys
sys.path.append({here!r})
from scripted_meter import ScriptedMeter

def pytest_greenbench_meter(config):
    return ScriptedMeter({arguments})
"""


def has(package: str) -> bool:
    """Whether it is installed."""
    return importlib.util.find_spec(package) is not None


def unchanging() -> dict[str, str]:
    """The variables of this process without those that pytest obeys."""
    return {name: value for name, value in os.environ.items() if not CHANGING.fullmatch(name)}


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of pytest said."""

    code: int
    output: str

    @property
    def outcomes(self) -> dict[str, str]:
        """By the name of each test, as `-v` prints them."""
        found = re.findall(r"^\S+?::(\S+) (PASSED|FAILED|SKIPPED|XFAIL|XPASS|ERROR)", self.output, re.MULTILINE)
        return {name: outcome.lower() for name, outcome in found}

    @property
    def section(self) -> list[str]:
        """The lines under "energy"."""
        found = re.search(r"^=+ energy =+\n(.*?)(?=^=+ |\Z)", self.output, re.MULTILINE | re.DOTALL)
        return found[1].splitlines() if found else []


class PytestRun(unittest.TestCase):
    """A folder of its own, in which generated tests run."""

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="greenbench-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, text: str, name: str = "test_it.py") -> None:
        (self.folder / name).write_text("import pytest\n" + textwrap.dedent(text))

    def scripted(self, arguments: str = "", more: str = "") -> None:
        """The Meter of the tests reads what `arguments` of ScriptedMeter say."""
        conftest = CONFTEST.format(here=str(HERE), arguments=arguments)
        (self.folder / "conftest.py").write_text(conftest + textwrap.dedent(more))

    def pytest(self, *arguments: str, plugin: bool = True, **environment: str) -> Run:
        named = PLUGIN if plugin else ()
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *named, *arguments],
            cwd=self.folder,
            env={**unchanging(), **ALONE, "PYTHONPATH": PACKAGES, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=280,
            check=False,
        )
        return Run(result.returncode, result.stdout)

    def report(self, *arguments: str, code: int | None = None, **environment: str) -> dict:
        """What --energy-report writes."""
        run = self.pytest("--energy-report", "energy.json", *arguments, **environment)
        if code is not None:
            self.assertEqual(run.code, code, run.output)
        return json.loads((self.folder / "energy.json").read_text())

    def findings(self, *arguments: str) -> dict[str, str]:
        """The outcome of each test by its name."""
        return {entry["test"].partition("::")[2]: entry["outcome"] for entry in self.report(*arguments)["tests"]}

    def reasons(self, *arguments: str) -> dict[str, str | None]:
        """Of the first budget of each test, by the test's name."""
        tests = self.report(*arguments)["tests"]
        return {entry["test"].partition("::")[2]: entry["budgets"][0]["reason"] for entry in tests}
