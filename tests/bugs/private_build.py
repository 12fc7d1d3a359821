"""A build of the project's test programs in a folder of its own, and test programs with a bug in them.

    build = PrivateBuild(source, folder, tools)
    build.make(bugs)                                    # the right program, once
    program = build.with_bug(bug)                       # one file compiled again, and the program linked again
    results = run_tests(program, bug.patterns, build.folder)

The tree is never changed: the file with the bug is compiled beside it, and its object stands before the library on the
command line of the linker, which then takes nothing from the library's own object.
"""

import json
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bug import Bug, BugError, planted

PARTS = ("CMakeLists.txt", "analysis", "counters", "docs", "harness", "results", "scripts", "tests", "workloads")
OUTCOME = re.compile(r"^\[ *(RUN|OK|FAILED|SKIPPED) *\] ([^\s,]+)")
LONGEST_TEST_SECONDS = 120


@dataclass(frozen=True)
class Tools:
    python: str
    cmake: str
    ninja: str
    compiler: str
    jobs: int


def run(command: list[str] | str, folder: Path) -> str:
    """Standard output of a command that has to succeed."""
    shell = isinstance(command, str)
    done = subprocess.run(command, cwd=folder, shell=shell, capture_output=True, text=True)
    if done.returncode != 0:
        raise BugError(f"{command if shell else shlex.join(command)}\n{done.stdout}{done.stderr}".strip())
    return done.stdout


def outcomes(output: str) -> dict[str, str]:
    """What became of each test: OK, FAILED or SKIPPED. One that was begun and never ended has FAILED."""
    found: dict[str, str] = {}
    for line in output.splitlines():
        match = OUTCOME.match(line)
        if match:
            result, name = match.groups()
            found[name] = "FAILED" if result == "RUN" else result
    return found


def run_tests(program: Path, patterns: list[str], folder: Path) -> dict[str, str]:
    command = [str(program), f"--gtest_filter={':'.join(patterns)}"]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=LONGEST_TEST_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise BugError(f"{shlex.join(command)} did not end within {LONGEST_TEST_SECONDS} s") from None
    return outcomes(done.stdout)


class PrivateBuild:
    def __init__(self, source: Path, folder: Path, tools: Tools) -> None:
        self.root = folder / "source"
        self.folder = folder / "build"
        self._tools = tools
        self._compile: dict[Path, dict[str, str]] = {}
        self._link: dict[str, str] = {}
        self.root.mkdir()
        for part in PARTS:
            if (source / part).is_dir():
                shutil.copytree(source / part, self.root / part)
            else:
                shutil.copy2(source / part, self.root / part)

    def make(self, bugs: list[Bug]) -> None:
        """Builds each test program that a bug names, of the test files that a bug needs."""
        self._leave_out_other_tests(bugs)
        self._leave_out_unused_library(bugs)
        self._configure()
        targets = sorted({bug.target for bug in bugs})
        run([self._tools.ninja, f"-j{self._tools.jobs}", *targets], self.folder)
        commands = json.loads((self.folder / "compile_commands.json").read_text(encoding="utf-8"))
        self._compile = {Path(command["file"]): command for command in commands}
        for target in targets:
            self._link[target] = run(
                [self._tools.ninja, "-t", "commands", "-s", f"tests/{target}"], self.folder
            ).strip()

    def program(self, target: str) -> Path:
        return self.folder / "tests" / target

    def with_bug(self, bug: Bug) -> Path:
        """The test program with one file of it replaced."""
        text = planted(bug, (self.root / bug.file).read_text(encoding="utf-8"))
        command = self._compile.get(self.root / bug.file)
        if command is None:
            raise BugError(f"{bug.file} is not compiled")
        file = self.folder / f"{bug.name}.cpp"
        file.write_text(text, encoding="utf-8")
        compile_object = shlex.split(command["command"])
        compile_object[compile_object.index("-o") + 1] = f"{bug.name}.o"
        compile_object[compile_object.index("-c") + 1] = str(file)
        run(compile_object, self.folder)
        return self._linked(bug)

    def _linked(self, bug: Bug) -> Path:
        output = f"-o tests/{bug.target} "
        command = self._link[bug.target]
        if command.count(output) != 1:
            raise BugError(f"cannot replace the program's name in {command}")
        run(command.replace(output, f"{bug.name}.o -o {bug.name} "), self.folder)
        return self.folder / bug.name

    def _leave_out_other_tests(self, bugs: list[Bug]) -> None:
        suites = {re.sub(r"^.*/", "", pattern.split(".")[0]) for bug in bugs for pattern in bug.patterns}
        for file in (self.root / "tests").glob("*/*_test.cpp"):
            found = set(re.findall(r"^TEST(?:_[FP])?\((\w+),", file.read_text(encoding="utf-8"), re.MULTILINE))
            if not found & suites:
                file.unlink()

    def _leave_out_unused_library(self, bugs: list[Bug]) -> None:
        """None of these knows more of results/ than its headers: its code would be half of what is compiled."""
        if {bug.target for bug in bugs} <= {"counters_tests", "workloads_tests"}:
            for file in (self.root / "results").rglob("*.cpp"):
                if file.name != "file_text.cpp":  # a library needs a file
                    file.unlink()

    def _configure(self) -> None:
        settings = {
            "CMAKE_BUILD_TYPE": "Debug",
            "CMAKE_CXX_FLAGS_DEBUG": "-O0 -w",  # no debug symbols: links are most of the work
            "CMAKE_CXX_COMPILER": self._tools.compiler,
            "CMAKE_MAKE_PROGRAM": self._tools.ninja,
            "CMAKE_GTEST_DISCOVER_TESTS_DISCOVERY_MODE": "PRE_TEST",
            "CMAKE_PROJECT_greenbench_INCLUDE": str(self.root / "tests/bugs/precompiled_headers.cmake"),
            "GREENBENCH_PYTHON": self._tools.python,
        }
        options = [f"-D{name}={value}" for name, value in settings.items()]
        run([self._tools.cmake, "-S", str(self.root), "-B", str(self.folder), "-G", "Ninja", *options], self.root)
