"""Does a gate see a revision that is 10% dearer, and let one pass that changes a comment? Again and again.

    .venv/bin/python docs/evidence/revisions.py build/release/greenbench > docs/evidence/revisions.txt

A repository in a temporary folder has a function in Python and a hotspot that calls it. Each try commits, measures the
new commit against its parent and asks a budget of at most 5% more seconds. The dearer commit makes a tenth more turns
of the same loop, the other one changes a comment. A third measures as little as can be: the gate must not decide.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

TRIES = 20
TURNS = 20_000

HOTSPOT = '''\
from greenbench import baseline, hotspot

from work import digest


@hotspot("toy/digest", default_size={turns})
class Digest:
    """Numbers are mixed. In a loop."""

    def setup(self, n):
        self.n = n

    @baseline
    def loop(self):
        return digest(self.n)
'''

# {turns} counts in tenths; what the function returns does not depend on it.
WORK = """\
def digest(n):  # {comment}
    state = 1
    for _ in range(n * {turns} // 10):
        state = (state * 31 + 7) % 1_000_003
    return n
"""

BUDGET = """\
[[budget]]
hotspot = "toy/*"
against = "revision"
max_increase = { seconds = "5%" }
"""


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, turns: int, comment: str) -> None:
    (folder / "work.py").write_text(WORK.format(turns=turns, comment=comment))
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", comment)


def repository(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "config", "user.name", "Somebody")
    git(folder, "config", "user.email", "somebody@example.org")
    (folder / "bench.py").write_text(HOTSPOT.format(turns=TURNS))
    (folder / "energy.toml").write_text(BUDGET)


def judged(program: str, folder: Path, out: Path, *limits: str) -> tuple[int, str, dict, float]:
    """Exit code and finding of the gate, the comparison, and the seconds that it took."""
    start = time.monotonic()
    run = [program, "run", "bench.py", "--against", "HEAD~1", "--no-page", "--out", str(out), *limits]
    subprocess.run(run, cwd=folder, capture_output=True, text=True, check=True)
    check = [program, "check", "--budget", "energy.toml", "--json", str(out)]
    done = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - start
    (comparison,) = json.loads((out / "run.json").read_text())["analysis"]["hotspots"][0]["comparisons"]
    (finding,) = json.loads(done.stdout)["findings"]
    return done.returncode, finding["outcome"], comparison["time"], seconds


def main() -> None:
    program = str(Path(sys.argv[1]).resolve())
    limits = sys.argv[2:] or ["--precision", "3%", "--time-limit", "60s"]
    kinds = {"dearer": "exceeded", "comment": "within", "hurried": "undecided"}
    counts = {kind: Counter() for kind in kinds}
    for attempt in range(TRIES):
        for kind in kinds:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                repository(folder)
                commit(folder, 10, "before")
                commit(folder, 11 if kind == "dearer" else 10, "after")
                hurry = ["--min-rounds", "2", "--max-rounds", "2"] if kind == "hurried" else limits
                code, finding, ratio, seconds = judged(program, folder, folder / "run", *hurry)
            interval = ratio["interval"]
            text = f"{1 / interval['high']:.3f} to {1 / interval['low']:.3f}" if interval else "no interval"
            counts[kind][finding] += 1
            print(
                f"{attempt + 1:2} {kind:8} new/old {1 / ratio['value']:.3f} ({text}), {finding}, exit {code}, "
                f"{seconds:.0f} s",
                flush=True,
            )
    for kind, wanted in kinds.items():
        print(f"{kind}: {counts[kind][wanted]} of {TRIES} {wanted}; all: {dict(counts[kind])}")


if __name__ == "__main__":
    main()
