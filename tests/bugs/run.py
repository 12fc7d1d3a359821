"""Plants each bug of this folder in the sources, one at a time, and fails unless the tests it names turn red.

    run.py --source ROOT --python PYTHON [NAME...]

A bug is a small TOML file: what is wrong, the file, the right and the wrong text, the test program, and the tests that
must notice. All of it happens in a temporary folder.
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
from private_build import PrivateBuild, Tools, run_tests

# What this program must refuse, or a green table would mean nothing. Each with a part of the reason.
HOLM = {"file": "analysis/holm.cpp", "target": "analysis_tests", "red": "Holm.*"}
FAULTY = (
    (Bug("self-harmless", "changes a blank", old="0.0;\n", new="0.0; \n", **HOLM), "stayed green: Holm.*"),
    (Bug("self-not-found", "is not there", old="no such text", new="x", **HOLM), "occurs 0 times"),
    (Bug("self-found-twice", "is ambiguous", old="adjusted", new="x", **HOLM), "times in analysis/holm.cpp, not once"),
    (Bug("self-broken", "does not compile", old="0.0;\n", new="0.0\n", **HOLM), "error:"),
)


def matching(results: dict[str, str], pattern: str, outcome: str) -> list[str]:
    return [name for name, found in results.items() if found == outcome and fnmatch.fnmatchcase(name, pattern)]


def require_green(build: PrivateBuild, bugs: list[Bug]) -> None:
    """Without a bug every test that one names is there and passes."""
    for target in sorted({bug.target for bug in bugs}):
        patterns = sorted({pattern for bug in bugs if bug.target == target for pattern in bug.patterns})
        results = run_tests(build.program(target), patterns, build.folder)
        for pattern in patterns:
            failed = matching(results, pattern, "FAILED")
            if failed:
                raise BugError(f"{target}: red without any bug: {', '.join(failed)}")
            if not matching(results, pattern, "OK"):
                raise BugError(f"{target}: no test {pattern} was run")


def red_tests(build: PrivateBuild, bug: Bug) -> list[str]:
    """The tests that notice the bug."""
    results = run_tests(build.with_bug(bug), bug.patterns, build.folder)
    (build.folder / bug.name).unlink()
    green = [pattern for pattern in bug.patterns if not matching(results, pattern, "FAILED")]
    if green:
        raise BugError(f"stayed green: {', '.join(green)}")
    return sorted({name for pattern in bug.patterns for name in matching(results, pattern, "FAILED")})


def row(build: PrivateBuild, bug: Bug) -> tuple[bool, str]:
    try:
        red = red_tests(build, bug)
    except BugError as why:
        return False, f"NOT SEEN  {bug.name}: {bug.what}\n          {why}"
    shown = ", ".join(red[:3]) + (f" and {len(red) - 3} more" if len(red) > 3 else "")
    return True, f"seen      {bug.name:<44} {shown}"


def refused_as_expected(build: PrivateBuild, bug: Bug, reason: str) -> tuple[bool, str]:
    seen, line = row(build, bug)
    good = not seen and reason in line
    return good, f"{'refused ' if good else 'NOT REFUSED'}  {bug.name}: {bug.what}" + ("" if good else f"\n{line}")


def show_all(build: PrivateBuild, bugs: list[Bug], jobs: int) -> bool:
    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(refused_as_expected, build, bug, reason) for bug, reason in FAULTY]
        waiting += [pool.submit(row, build, bug) for bug in bugs]
        good = True
        for each in waiting:
            each_good, line = each.result()
            print(line, flush=True)
            good = good and each_good
    return good


def chosen(folder: Path, names: list[str], targets: list[str]) -> list[Bug]:
    bugs = [read_bug(path) for path in sorted(folder.glob("*.toml")) if not names or path.stem in names]
    missing = sorted(set(names) - {bug.name for bug in bugs})
    bugs = [bug for bug in bugs if not targets or bug.target in targets]
    if missing or not bugs:
        raise BugError(f"no such bug in {folder}: {', '.join(missing)}")
    return bugs


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, default=Path(__file__).resolve().parent.parent.parent)
    parser.add_argument("--python", default=sys.executable, help="as GREENBENCH_PYTHON of the build")
    parser.add_argument("--cmake", default="cmake")
    parser.add_argument("--ninja", default="ninja")
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--target", action="append", default=[], help="only bugs for this test program (repeatable)")
    parser.add_argument("names", nargs="*", metavar="NAME", help="bugs to plant (all)")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    started = time.monotonic()
    tools = Tools(given.python, given.cmake, given.ninja, given.compiler, given.jobs)
    try:
        bugs = chosen(given.source / "tests/bugs", given.names, given.target)
        with tempfile.TemporaryDirectory(prefix="greenbench-bugs-") as folder:
            build = PrivateBuild(given.source, Path(folder), tools)
            everything = [*bugs, *(bug for bug, _ in FAULTY)]
            build.make(everything)
            require_green(build, everything)
            print(f"built in {time.monotonic() - started:.0f} s", flush=True)
            good = show_all(build, bugs, given.jobs)
    except BugError as why:
        print(why)
        return 1
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{len(bugs)} bugs in {time.monotonic() - started:.0f} s, {used.ru_utime + used.ru_stime:.0f} CPU-seconds")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
