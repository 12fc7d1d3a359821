"""Runs clang-tidy over every compiled file of the project, and skips what it has found clean before.

    clang_tidy.py --build build/release --stamps build/lint [--jobs 2] [FILE...]

Most of the time would go into the headers of the standard library, once for every file. So the files of a folder that
are compiled in the same way are analysed together, as one unit that includes them; files that the compiler complains
of, since two of them give one name to different things, are taken apart again.

A file is analysed again when it, a header of the project that it includes (through others too), the way it is
compiled, .clang-tidy or clang-tidy itself has changed. Only clean files leave a stamp, so a finding stays
until it is mended.
"""

import argparse
import hashlib
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The files of a unit are headers to clang-tidy.
OUR_FILES = r"/(analysis|counters|harness|python|results|workloads|tests)/([a-z_]+/)*[a-z_]+\.[ch]pp$"
UNIT_SIZE = 25
OUTPUT = re.compile(r" -o \S+")
QUOTED_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """What clang-tidy said about some files; `findings` is empty when they are clean."""

    files: list[Path]
    seconds: float
    findings: str

    @property
    def stand_together(self) -> bool:
        """What the compiler says of several files may be about one seeing the names of another."""
        return "[clang-diagnostic-" not in self.findings


def project_files(path: Path) -> set[Path]:
    """The file and every file of the project that it includes, directly or not."""
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        for name in QUOTED_INCLUDE.findall(current.read_text(encoding="utf-8")):
            candidates = (ROOT / name, current.parent / name, ROOT / "tests" / name)
            waiting.extend(candidate.resolve() for candidate in candidates if candidate.is_file())
    return found


def configurations(path: Path) -> list[Path]:
    """The .clang-tidy files that apply to the file."""
    folders = [folder for folder in path.parents if folder == ROOT or ROOT in folder.parents]
    return [folder / ".clang-tidy" for folder in folders if (folder / ".clang-tidy").is_file()]


def checksum(path: Path, command: str, version: str) -> str:
    """Over everything that the findings depend on, less the system's own headers."""
    digest = hashlib.sha256(f"{version}\n{command}\n".encode())
    for dependency in sorted(project_files(path)) + configurations(path):
        digest.update(f"{dependency}\n".encode())
        digest.update(dependency.read_bytes())
    return digest.hexdigest()


def analyse(files: list[Path], commands: dict[Path, str]) -> Result:
    """One run of clang-tidy over files that are compiled alike, in a folder of its own in which the same configurations
    apply. g++ knows warnings that clang does not, and those are no findings."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="greenbench-lint-") as name:
        unit = Path(name) / files[0].parent.relative_to(ROOT) / "unit.cpp"
        unit.parent.mkdir(parents=True, exist_ok=True)
        for configuration in configurations(files[0]):
            shutil.copy(configuration, Path(name) / configuration.relative_to(ROOT))
        unit.write_text("".join(f'#include "{file}"\n' for file in files), encoding="utf-8")
        command = commands[files[0]].replace(str(files[0]), str(unit))
        entry = {"directory": name, "file": str(unit), "command": command}
        (Path(name) / "compile_commands.json").write_text(json.dumps([entry]), encoding="utf-8")
        tidy = ["clang-tidy", "-p", name, "--quiet", "--warnings-as-errors=*", f"--header-filter={OUR_FILES}"]
        tidy += ["--extra-arg=-Wno-unknown-warning-option", str(unit)]
        done = subprocess.run(tidy, capture_output=True, text=True, check=False)
    findings = done.stdout.strip()
    if done.returncode != 0 and not findings:
        findings = done.stderr.strip() or f"clang-tidy ended with code {done.returncode}"
    return Result(files, time.monotonic() - started, findings)


def analyse_apart(files: list[Path], commands: dict[Path, str]) -> list[Result]:
    """The files as one unit or, where the compiler minds, in halves down to single files."""
    result = analyse(files, commands)
    if result.stand_together or len(files) == 1:
        return [result]
    middle = len(files) // 2
    return analyse_apart(files[:middle], commands) + analyse_apart(files[middle:], commands)


def units(commands: dict[Path, str], files: list[Path]) -> list[list[Path]]:
    """Files of one folder that are compiled alike, at most UNIT_SIZE together."""
    alike: dict[tuple[Path, str], list[Path]] = {}
    for file in files:
        how = OUTPUT.sub("", commands[file].replace(str(file), ""))
        alike.setdefault((file.parent, how), []).append(file)
    return [group[i : i + UNIT_SIZE] for group in alike.values() for i in range(0, len(group), UNIT_SIZE)]


def compile_commands(build: Path, chosen: list[Path]) -> dict[Path, str]:
    """How each file of the project is compiled; generated and third-party files are left out."""
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    commands = {Path(entry["file"]).resolve(): entry["command"] for entry in entries}
    mine = {path: command for path, command in commands.items() if ROOT in path.parents and build not in path.parents}
    if not chosen:
        return mine
    return {path: mine[path] for path in (one.resolve() for one in chosen) if path in mine}


def analyse_changed(commands: dict[Path, str], stamps: Path, jobs: int) -> list[Result]:
    """Analyses the files without a valid stamp, printing findings as they come."""
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, text=True, check=True).stdout
    sums = {path: checksum(path, command, version) for path, command in commands.items()}
    changed = [path for path in sorted(sums) if not (stamps / sums[path]).exists()]
    found = []
    with ThreadPoolExecutor(jobs) as pool:
        for results in pool.map(lambda files: analyse_apart(files, commands), units(commands, changed)):
            for result in results:
                names = " ".join(str(file.relative_to(ROOT)) for file in result.files)
                print(f"{result.seconds:6.1f} s  {names}", flush=True)
                if result.findings:
                    print(result.findings, flush=True)
                else:
                    for file in result.files:
                        (stamps / sums[file]).touch()
            found.extend(results)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="build folder that has compile_commands.json")
    parser.add_argument("--stamps", type=Path, required=True, help="folder that remembers which files are clean")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("files", type=Path, nargs="*", help="only these")
    options = parser.parse_args()
    options.stamps.mkdir(parents=True, exist_ok=True)
    build = options.build.resolve()
    commands = compile_commands(build, options.files)
    results = analyse_changed(commands, options.stamps, options.jobs)
    analysed = sum(len(result.files) for result in results)
    bad = sum(1 for result in results if result.findings)
    # CPU time, since wall time on a busy machine says little about what a check costs.
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = f"{spent.ru_utime + spent.ru_stime:.0f} s of CPU time"
    kept = f"{len(commands) - analysed} unchanged"
    print(f"clang-tidy: {analysed} files analysed in {len(results)} units and {cpu}, {kept}, {bad} units with findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
