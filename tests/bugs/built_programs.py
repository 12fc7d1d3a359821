"""The test programs of a build, and the same programs with a bug in one file.

    built = BuiltPrograms(source, Path("build/release"), folder, ninja)
    program = built.with_bug(bug)                       # one file compiled again, and the program linked again
    results = run_tests(program, bug.patterns, folder)

Neither the tree nor the build is changed: the file with the bug is compiled in a folder of its own, together with the
other files of its unit where the build compiles several as one, and the object stands before the libraries on the
command line of the linker, which then takes nothing from theirs.
"""

import json
import re
import shlex
import subprocess
from pathlib import Path

from bug import Bug, BugError, planted

UNIT_INCLUDE = re.compile(r'^#include "(/.+)"$', re.MULTILINE)
OUTCOME = re.compile(r"^\[ *(RUN|OK|FAILED|SKIPPED) *\] ([^\s,]+)")
LONGEST_TEST_SECONDS = 120


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


class BuiltPrograms:
    def __init__(self, source: Path, build: Path, folder: Path, ninja: str) -> None:
        self.folder = folder
        self._source = source
        self._build = build
        self._ninja = ninja
        commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
        self._compile = {Path(command["file"]): command["command"] for command in commands}
        # Of every file that is compiled within a unit: the unit.
        self._unit: dict[Path, Path] = {}
        for unit in self._compile:
            if unit.parent.name == "Unity" and build in unit.parents:
                for name in UNIT_INCLUDE.findall(unit.read_text(encoding="utf-8")):
                    self._unit[Path(name)] = unit
        self._link: dict[str, str] = {}

    def program(self, target: str) -> Path:
        return self._build / "tests" / target

    def with_bug(self, bug: Bug) -> Path:
        """The test program with one file of it replaced."""
        text = planted(bug, (self._source / bug.file).read_text(encoding="utf-8"))
        source = self._source / bug.file
        unit = self._unit.get(source, source)
        command = self._compile.get(unit)
        if command is None:
            raise BugError(f"{bug.file} is not compiled")
        file = self.folder / f"{bug.name}.cpp"
        file.write_text(text, encoding="utf-8")
        if unit != source:
            whole = self.folder / f"{bug.name}-unit.cpp"
            whole.write_text(
                unit.read_text(encoding="utf-8").replace(f'#include "{source}"', f'#include "{file}"'), encoding="utf-8"
            )
            file = whole
        found = self.folder / f"{bug.name}.o"
        compile_object = shlex.split(command)
        compile_object[compile_object.index("-o") + 1] = str(found)
        compile_object[compile_object.index("-c") + 1] = str(file)
        # A mistake may leave something unused, and nobody waits for the fastest code.
        run([*compile_object, "-O0", "-w"], self._build)
        return self._linked(bug, found)

    def _linked(self, bug: Bug, found: Path) -> Path:
        program = self.folder / bug.name
        output = f"-o tests/{bug.target} "
        command = self._link_command(bug.target)
        if command.count(output) != 1:
            raise BugError(f"cannot replace the program's name in {command}")
        run(command.replace(output, f"{shlex.quote(str(found))} -o {shlex.quote(str(program))} "), self._build)
        return program

    def _link_command(self, target: str) -> str:
        """Of the linker alone; Ninja runs `: && LINKER ... && what asks the program for its tests`."""
        if target not in self._link:
            edge = run([self._ninja, "-t", "commands", "-s", f"tests/{target}"], self._build).strip()
            self._link[target] = edge.removeprefix(": && ").split(" && ")[0]
        return self._link[target]
