"""Kills a run at a random moment and resumes it, again and again: nothing may be left over, lost or there twice.

    ./dev build
    python3 docs/evidence/kill_and_resume.py build/release/greenbench [tries] >docs/evidence/kill_and_resume.txt

Measures the strings suite with --quick at a small size, once to its end to know how long it takes. Then each try (20
unless another number is given) kills the controller with SIGKILL at a random moment between the first line of the
journal and that length, looks for processes of the run for up to 5 s, resumes it and checks what it left. A run that
ends before its moment is begun again with another one. Exits with 1 when anything is wrong.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import asking
from run_integrity import journaled_rounds, problems_of

RUN = ["run", "--suite", "strings", "--quick", "--size", "1000", "--no-page", "--max-other-load", "10000%", "--out"]
"""Blocks of every load count: how many rounds others disturbed is not what is asked here."""
MARK = "GREENBENCH_EVIDENCE_RUN"
"""An environment variable that every process of a run inherits."""
PATIENCE_SECONDS = 5.0


@dataclass(frozen=True)
class Process:
    """A process as /proc shows it; the start time tells it from a later one with the same number."""

    number: int
    start: int


def stat_of(number: str) -> tuple[Process, int, bool] | None:
    """A process, its parent and whether it is dead but not yet reaped; None when it is gone."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return Process(int(number), int(fields[19])), int(fields[1]), fields[0] in "ZX"


def living() -> dict[Process, int]:
    """Every process with its parent's number."""
    stats = [stat_of(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return {one[0]: one[1] for one in stats if one is not None and not one[2]}


def descendants(root: int) -> set[Process]:
    parents = living()
    family = {one for one in parents if one.number == root}
    while found := {one for one, parent in parents.items() if parent in {each.number for each in family}} - family:
        family |= found
    return family


def has_mark(process: Process, mark: str) -> bool:
    try:
        return f"{MARK}={mark}\0".encode() in Path(f"/proc/{process.number}/environ").read_bytes()
    except OSError:
        return False


def left_over(mark: str, family: set[Process]) -> set[Process]:
    return {one for one in living() if one in family or has_mark(one, mark)}


def wait_until_gone(mark: str, family: set[Process]) -> tuple[int, float]:
    """How many processes were still there at the end of the patience, and when the last one had gone."""
    start = time.monotonic()
    while True:
        left = left_over(mark, family)
        waited = time.monotonic() - start
        if not left or waited > PATIENCE_SECONDS:
            return len(left), waited
        time.sleep(0.02)


class Controller:
    """`greenbench run` as a process that can be killed."""

    def __init__(self, program: str, folder: Path, scratch: Path) -> None:
        self.mark = uuid.uuid4().hex
        self.journal = folder / "journal.jsonl"
        # What killed workers leave in their temporary folder goes with the scratch folder.
        environment = os.environ | {MARK: self.mark, "TMPDIR": str(scratch)}
        with open(scratch / "messages", "w") as messages:
            self.process = subprocess.Popen(
                [program, *RUN, str(folder)], env=environment, stdout=messages, stderr=subprocess.STDOUT
            )

    def await_journal(self) -> None:
        while self.process.poll() is None:
            if self.journal.exists() and b"\n" in self.journal.read_bytes():
                return
            time.sleep(0.005)

    def kill_after(self, seconds: float) -> set[Process] | None:
        """Its processes of that moment; None when the run had ended before."""
        try:
            self.process.wait(seconds)
            return None
        except subprocess.TimeoutExpired:
            family = descendants(self.process.pid)
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        return family if self.journal.exists() else None


def undisturbed_seconds(program: str, scratch: Path) -> float:
    """From the first line of the journal to the end of the run. Raises RuntimeError when that run is not in order."""
    folder = scratch / "run"
    controller = Controller(program, folder, scratch)
    controller.await_journal()
    start = time.monotonic()
    if controller.process.wait() != 0:
        raise RuntimeError((scratch / "messages").read_text())
    seconds = time.monotonic() - start
    if problems := problems_of(folder, {}):
        raise RuntimeError("the undisturbed run: " + "; ".join(problems))
    return seconds


def resume_and_check(program: str, folder: Path) -> tuple[str, list[str]]:
    rounds = journaled_rounds(folder)
    kept = {key: seconds for one in rounds for key, seconds in one.items()}
    try:
        asking.run_program(program, ["resume", str(folder), "--no-page"])
    except RuntimeError as error:
        return f"{len(rounds)} rounds in the journal", [str(error)]
    run = asking.read_run(folder)
    total = sum(len(one["rounds"]) for one in run["hotspots"])
    samples = len(asking.read_samples(folder))
    text = f"{len(rounds)} of {total} rounds and {len(kept)} of {samples} repetitions were in the journal"
    return text, problems_of(folder, kept)


def one_try(program: str, moment: float) -> tuple[str, list[str]] | None:
    """What was found and what is wrong with it; None when the run ended before its moment."""
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        folder = scratch / "run"
        controller = Controller(program, folder, scratch)
        controller.await_journal()
        family = controller.kill_after(moment)
        if family is None:
            if controller.process.returncode in (0, -signal.SIGKILL):
                return None
            return "not killed", [(scratch / "messages").read_text()]
        left, waited = wait_until_gone(controller.mark, family)
        text, problems = resume_and_check(program, folder)
    if left:
        problems.insert(0, f"{left} processes left after {PATIENCE_SECONDS:.0f} s")
    header = f"killed after {moment:.2f} s with {len(family)} processes, {left} left after {waited:.2f} s"
    return f"{header}; {text}", problems


def verdict_of(problems: list[str]) -> str:
    most = 5
    if not problems:
        return "ok"
    return "FAILED: " + "; ".join(problems[:most]) + (f"; {len(problems) - most} more" if problems[most:] else "")


def main() -> None:
    program, tries = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    print(asking.facts_text(asking.machine_facts(program)))
    with tempfile.TemporaryDirectory() as scratch:
        longest = undisturbed_seconds(program, Path(scratch))
    print(f"greenbench {' '.join(RUN[:-1])}: {longest:.1f} s undisturbed", flush=True)
    moments = random.Random(1)
    failed = 0
    for number in range(1, tries + 1):
        found = None
        while found is None:
            found = one_try(program, moments.uniform(0.0, longest))
        text, problems = found
        failed += bool(problems)
        print(f"try {number:2}: {text}: {verdict_of(problems)}", flush=True)
    print(f"{failed} of {tries} tries failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
