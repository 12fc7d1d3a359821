"""Interrupts a run at a random moment, as Ctrl-C does, again and again: it ends soon, and what was measured is saved.

    ./dev build
    python3 docs/evidence/interrupt.py build/release/greenbench [tries] >docs/evidence/interrupt.txt

Measures the strings suite with --quick at a small size, once to its end to know how long it takes. Then each try (50
unless another number is given) sends SIGINT to the controller at a random moment between its start and that length. It
has to end within 2 s, with 130, or with 0 where everything was done; a signal that comes before the program could ask
for it, or after everything was saved, ends the program at once, which a shell shows as 130, too. Where the journal had
begun, the samples have to be saved: run.json and samples.csv can be read, and hold every whole round of the journal.
Nothing may be left in the folder for temporary files. Exits with 1 when anything is wrong.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import asking
from run_integrity import journaled_rounds, key_of

RUN = ["run", "--suite", "strings", "--quick", "--size", "1000", "--max-other-load", "10000%", "--out"]
LONGEST_END_SECONDS = 2.0
DONE = 0
INTERRUPTED = 130


def start(program: str, folder: Path, temporary: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [program, *RUN, str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )


def problems(code: int, seconds: float, folder: Path, temporary: Path) -> list[str]:
    found = []
    if code not in (DONE, INTERRUPTED, -signal.SIGINT):
        found.append(f"exit code {code}")
    if seconds > LONGEST_END_SECONDS:
        found.append(f"took {seconds:.1f} s to end")
    if any(temporary.iterdir()):
        found.append(f"left {[one.name for one in temporary.iterdir()]} in TMPDIR")
    if not (folder / "journal.jsonl").exists() and not (folder / "run.json").exists():
        if folder.exists():
            found.append("left an empty folder")
    elif not (folder / "run.json").exists():
        found.append("no run.json beside the journal")
    elif (folder / "journal.jsonl").exists():
        saved = {key_of(row) for row in asking.read_samples(folder)}
        journaled = {key for one in journaled_rounds(folder) for key in one}
        if saved != journaled:
            found.append(f"{len(saved)} repetitions saved, {len(journaled)} in the journal")
    return found


def repetitions(folder: Path) -> int:
    return len(asking.read_samples(folder)) if (folder / "samples.csv").exists() else 0


def one_try(program: str, moment: float) -> tuple[str, list[str]]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "run"
        temporary = Path(made) / "temporary"
        temporary.mkdir()
        process = start(program, folder, temporary)
        time.sleep(moment)
        process.send_signal(signal.SIGINT)
        asked = time.monotonic()
        code = process.wait(timeout=60)
        seconds = time.monotonic() - asked
        line = f"at {moment:6.3f} s: ended after {seconds:5.3f} s with {code}, {repetitions(folder)} repetitions saved"
        return line, problems(code, seconds, folder, temporary)


def main(program: str, tries: int) -> int:
    with tempfile.TemporaryDirectory() as made:
        begun = time.monotonic()
        start(program, Path(made) / "run", Path(made)).wait()
        length = time.monotonic() - begun
    print(f"one run takes {length:.1f} s; {tries} tries")
    random.seed(1)
    bad = 0
    for number in range(1, tries + 1):
        line, found = one_try(program, random.uniform(0.0, length))
        bad += bool(found)
        print(f"{number:3} {line}{': ' + '; '.join(found) if found else ''}", flush=True)
    print(f"{tries - bad} of {tries} without a problem")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 50))
