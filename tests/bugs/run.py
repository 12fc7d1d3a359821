"""Plants each bug of this folder in the sources, one at a time, and fails unless the tests it names turn red.

    run.py --build build/release [NAME...]

A bug is a small TOML file: what is wrong, the file, the right and the wrong text, the test program, and the tests that
must notice. The programs must have been built; what has the bug in it is made in a temporary folder.
"""

import argparse
import fnmatch
import os
import resource
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bug import Bug, BugError, read_bug
from built_programs import BuiltPrograms, run_tests

# What this program must refuse, or a green table would mean nothing. Each with a part of the reason.
HOLM = {"file": "analysis/statistics/holm.cpp", "target": "analysis_tests", "red": "Holm.*"}
FAULTY = (
    (Bug("self-harmless", "changes a blank", old="0.0;\n", new="0.0; \n", **HOLM), "stayed green: Holm.*"),
    (Bug("self-not-found", "is not there", old="no such text", new="x", **HOLM), "occurs 0 times"),
    (
        Bug("self-found-twice", "is ambiguous", old="adjusted", new="x", **HOLM),
        "times in analysis/statistics/holm.cpp, not once",
    ),
    (Bug("self-broken", "does not compile", old="0.0;\n", new="0.0\n", **HOLM), "error:"),
)


def matching(results: dict[str, str], pattern: str, outcome: str) -> list[str]:
    return [name for name, found in results.items() if found == outcome and fnmatch.fnmatchcase(name, pattern)]


def require_green(built: BuiltPrograms, bugs: list[Bug]) -> None:
    """Without a bug every test that one names is there and passes."""
    for target in sorted({bug.target for bug in bugs}):
        patterns = sorted({pattern for bug in bugs if bug.target == target for pattern in bug.patterns})
        results = run_tests(built.program(target), patterns, built.folder)
        for pattern in patterns:
            failed = matching(results, pattern, "FAILED")
            if failed:
                raise BugError(f"{target}: red without any bug: {', '.join(failed)}")
            if not matching(results, pattern, "OK"):
                raise BugError(f"{target}: no test {pattern} was run")


def red_tests(built: BuiltPrograms, bug: Bug) -> list[str]:
    """The tests that notice the bug."""
    results = run_tests(built.with_bug(bug), bug.patterns, built.folder)
    (built.folder / bug.name).unlink()
    green = [pattern for pattern in bug.patterns if not matching(results, pattern, "FAILED")]
    if green:
        raise BugError(f"stayed green: {', '.join(green)}")
    return sorted({name for pattern in bug.patterns for name in matching(results, pattern, "FAILED")})


def row(built: BuiltPrograms, bug: Bug) -> tuple[bool, str]:
    try:
        red = red_tests(built, bug)
    except BugError as why:
        return False, f"NOT SEEN  {bug.name}: {bug.what}\n          {why}"
    shown = ", ".join(red[:3]) + (f" and {len(red) - 3} more" if len(red) > 3 else "")
    return True, f"seen      {bug.name:<44} {shown}"


def refused_as_expected(built: BuiltPrograms, bug: Bug, reason: str) -> tuple[bool, str]:
    seen, line = row(built, bug)
    good = not seen and reason in line
    return good, f"{'refused ' if good else 'NOT REFUSED'}  {bug.name}: {bug.what}" + ("" if good else f"\n{line}")


def show_all(built: BuiltPrograms, bugs: list[Bug], jobs: int) -> bool:
    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(refused_as_expected, built, bug, reason) for bug, reason in FAULTY]
        waiting += [pool.submit(row, built, bug) for bug in bugs]
        good = True
        for each in waiting:
            each_good, line = each.result()
            print(line, flush=True)
            good = good and each_good
    return good


def chosen(folder: Path, names: list[str]) -> list[Bug]:
    bugs = [read_bug(path) for path in sorted(folder.glob("*.toml")) if not names or path.stem in names]
    missing = sorted(set(names) - {bug.name for bug in bugs})
    if missing or not bugs:
        raise BugError(f"no such bug in {folder}: {', '.join(missing)}")
    return bugs


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, default=Path(__file__).resolve().parent.parent.parent)
    parser.add_argument("--build", type=Path, required=True, help="folder in which the test programs are built")
    parser.add_argument("--ninja", default="ninja")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("names", nargs="*", metavar="NAME", help="bugs to plant (all)")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    started = time.monotonic()
    try:
        bugs = chosen(given.source / "tests/bugs", given.names)
        with tempfile.TemporaryDirectory(prefix="greenbench-bugs-") as folder:
            built = BuiltPrograms(given.source, given.build.resolve(), Path(folder), given.ninja)
            require_green(built, [*bugs, *(bug for bug, _ in FAULTY)])
            good = show_all(built, bugs, given.jobs)
    except BugError as why:
        print(why)
        return 1
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{len(bugs)} bugs in {time.monotonic() - started:.0f} s, {used.ru_utime + used.ru_stime:.0f} CPU-seconds")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
