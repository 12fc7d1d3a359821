"""How small a budget can a gate keep here? Measures a commit against itself, again and again.

    .venv/bin/python docs/evidence/aa.py build/release/greenbench TRIES [FLAG...] > docs/evidence/aa.txt

The repository is the toy of revisions.py; nothing differs between old and new but the place in the file system, so each
ratio should be 1. Prints each with its interval, the 95th percentile of their distances from 1, and what budgets of 2%,
3% and 5% would have said. FLAGs go to `run`; without any: --precision 2% --time-limit 60s.
"""

import json
import math
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from revisions import commit, repository

LIMITS = ("2%", "3%", "5%")
BUDGETS = "\n".join(
    f'[[budget]]\nname = "{limit}"\nhotspot = "toy/*"\nagainst = "revision"\nmax_increase = {{ seconds = "{limit}" }}\n'
    for limit in LIMITS
)


def findings(program: str, flags: list[str]) -> list[dict]:
    """One run of the commit against itself: a finding for each budget, in their order."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "toy"
        folder.mkdir()
        repository(folder)
        (folder / "energy.toml").write_text(BUDGETS)
        commit(folder, 10, "only")
        out = Path(name) / "run"
        run = [program, "run", "bench.py", "--against", "HEAD", "--no-page", "--out", str(out), *flags]
        subprocess.run(run, cwd=folder, capture_output=True, text=True, check=True)
        check = [program, "check", "--json", str(out)]
        done = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=False)
    return json.loads(done.stdout)["findings"]


def percentile_95(values: list[float]) -> float:
    """The smallest value that at least 95% of them do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def main() -> None:
    program, tries = str(Path(sys.argv[1]).resolve()), int(sys.argv[2])
    flags = sys.argv[3:] or ["--precision", "2%", "--time-limit", "60s"]
    increases, upper_ends = [], []
    outcomes = {limit: Counter() for limit in LIMITS}
    for attempt in range(1, tries + 1):
        start = time.monotonic()
        found = findings(program, flags)
        for each in found:
            outcomes[each["budget"]][each["outcome"]] += 1
        increase, interval = found[0]["value"], found[0]["interval"]
        increases.append(increase)
        text = "no interval"
        if interval:
            upper_ends.append(interval["high"])
            text = f"{1 + interval['low']:.4f} to {1 + interval['high']:.4f}"
        said = ", ".join(f"{each['budget']} {each['outcome']}" for each in found)
        print(f"{attempt:3} new/old {1 + increase:.4f} ({text}); {said}; {time.monotonic() - start:.0f} s", flush=True)
    print(
        f"95th percentile of |new/old - 1|: {percentile_95([abs(value) for value in increases]):.2%} of {tries} tries"
    )
    if upper_ends:
        print(f"largest upper end of an interval: {max(upper_ends):+.2%}")
    for limit, counts in outcomes.items():
        print(f"a budget of {limit}: " + ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common()))


if __name__ == "__main__":
    main()
