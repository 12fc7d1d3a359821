"""Runs clang-tidy over every compiled file of the project, two at a time, and skips what it has found clean before.

    clang_tidy.py --build build/release --stamps build/lint [--jobs 2] [FILE...]

A file is analysed again when it, a header of the project that it includes (through others too), the way it is
compiled, .clang-tidy or clang-tidy itself has changed. Only clean files leave a stamp, so a finding stays
until it is mended.
"""

import argparse
import hashlib
import json
import re
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUOTED_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """What clang-tidy said about one file; `findings` is empty when the file is clean."""

    path: Path
    seconds: float
    findings: str


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


def analyse(path: Path, build: Path) -> Result:
    """One run of clang-tidy. g++ knows warnings that clang does not, and those are no findings."""
    started = time.monotonic()
    command = ["clang-tidy", "-p", str(build), "--quiet", "--warnings-as-errors=*"]
    command += ["--extra-arg=-Wno-unknown-warning-option", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    findings = done.stdout.strip()
    if done.returncode != 0 and not findings:
        findings = done.stderr.strip() or f"clang-tidy ended with code {done.returncode}"
    return Result(path, time.monotonic() - started, findings)


def compile_commands(build: Path, chosen: list[Path]) -> dict[Path, str]:
    """How each file of the project is compiled; generated and third-party files are left out."""
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    commands = {Path(entry["file"]).resolve(): entry["command"] for entry in entries}
    mine = {path: command for path, command in commands.items() if ROOT in path.parents and build not in path.parents}
    if not chosen:
        return mine
    return {path: mine[path] for path in (one.resolve() for one in chosen) if path in mine}


def analyse_changed(commands: dict[Path, str], build: Path, stamps: Path, jobs: int) -> tuple[list[Result], int]:
    """Analyses the files without a valid stamp, printing findings as they come; also how many were skipped."""
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, text=True, check=True).stdout
    sums = {path: checksum(path, command, version) for path, command in commands.items()}
    changed = [path for path in sorted(sums) if not (stamps / sums[path]).exists()]
    results = []
    with ThreadPoolExecutor(jobs) as pool:
        for result in pool.map(lambda path: analyse(path, build), changed):
            results.append(result)
            print(f"{result.seconds:6.1f} s  {result.path.relative_to(ROOT)}", flush=True)
            if result.findings:
                print(result.findings, flush=True)
            else:
                (stamps / sums[result.path]).touch()
    return results, len(commands) - len(changed)


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
    results, skipped = analyse_changed(commands, build, options.stamps, options.jobs)
    bad = sum(1 for result in results if result.findings)
    # CPU time, since wall time on a busy machine says little about what a check costs.
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = f"{spent.ru_utime + spent.ru_stime:.0f} s of CPU time"
    print(f"clang-tidy: {len(results)} files analysed in {cpu}, {skipped} unchanged, {bad} with findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
