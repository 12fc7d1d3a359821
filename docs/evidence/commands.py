"""Which of two commands is faster, by 3%? greenbench exec against hyperfine on the same pair, again and again.

    .venv/bin/python docs/evidence/commands.py build/release/greenbench > docs/evidence/commands.txt

Both run a loop of awk; one has 3% more turns (awk's own start, a millisecond, is in both, so that the seconds differ by
a little less). Which of them comes first, as the baseline, changes from try to try.
Wrong is an answer whose interval lies wholly on the wrong side of 1: greenbench's verdict in time, and hyperfine's
ratio of means with twice its standard error, which is about a 95% interval. hyperfine states no interval itself.
"""

import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TURNS = 1_500_000
MORE = 1.03
TRIES = 20


def loop(turns: float) -> str:
    return f"awk 'BEGIN {{ for (i = 0; i < {turns:.0f}; i++) x += i }}'"


def timed(*command: str) -> float:
    start = time.monotonic()
    subprocess.run(command, capture_output=True, text=True, check=True)
    return time.monotonic() - start


def by_greenbench(program: str, first: str, second: str, folder: Path) -> dict:
    """Ratio second / first of seconds, with its interval and verdict."""
    wall = timed(program, "exec", first, second, "--precision", "1%", "--no-page", "--out", str(folder))
    hotspot = json.loads((folder / "run.json").read_text())["analysis"]["hotspots"][0]
    (comparison,) = hotspot["comparisons"]
    interval = comparison["time"]["interval"]
    return {
        "wall": wall,
        "ratio": 1 / comparison["time"]["value"],
        "low": 1 / interval["high"],
        "high": 1 / interval["low"],
        "verdict": comparison["time_verdict"],
    }


def by_hyperfine(first: str, second: str, file: Path) -> dict:
    wall = timed("hyperfine", "-N", "--warmup", "1", "--export-json", str(file), first, second)
    one, other = json.loads(file.read_text())["results"]
    ratio = other["mean"] / one["mean"]
    errors = [part["stddev"] / part["mean"] / math.sqrt(len(part["times"])) for part in (one, other)]
    width = 2 * ratio * math.hypot(*errors)
    return {"wall": wall, "ratio": ratio, "low": ratio - width, "high": ratio + width}


def answer(found: dict, truth: float) -> str:
    if found.get("verdict", "") in ("inconclusive", "equivalent") or found["low"] <= 1 <= found["high"]:
        return "undecided"
    return "right" if (found["ratio"] > 1) == (truth > 1) else "WRONG"


def line(name: str, found: dict, truth: float) -> str:
    covers = "holds" if found["low"] <= truth <= found["high"] else "misses"
    return (
        f"  {name:10} {found['ratio']:.4f} ({found['low']:.4f} to {found['high']:.4f}), {covers} {truth:.4f}, "
        f"{answer(found, truth):9} {found.get('verdict', ''):12} {found['wall']:.1f} s"
    )


def main(program: str) -> None:
    counts = {
        tool: {"right": 0, "WRONG": 0, "undecided": 0, "holds": 0, "wall": 0.0} for tool in ("greenbench", "hyperfine")
    }
    for index in range(TRIES):
        commands = [loop(TURNS), loop(TURNS * MORE)]
        truth = MORE
        if index % 2:
            commands.reverse()
            truth = 1 / MORE
        with tempfile.TemporaryDirectory() as folder:
            results = {
                "greenbench": by_greenbench(program, *commands, Path(folder) / "run"),
                "hyperfine": by_hyperfine(*commands, Path(folder) / "hyperfine.json"),
            }
        print(f"try {index + 1}, {'the slower' if truth > 1 else 'the faster'} comes second")
        for tool, found in results.items():
            print(line(tool, found, truth), flush=True)
            counts[tool][answer(found, truth)] += 1
            counts[tool]["holds"] += found["low"] <= truth <= found["high"]
            counts[tool]["wall"] += found["wall"]
    for tool, count in counts.items():
        print(
            f"{tool}: right {count['right']}, wrong {count['WRONG']}, undecided {count['undecided']} of {TRIES}; "
            f"the interval holds the ratio of turns {count['holds']} times; {count['wall'] / TRIES:.1f} s each"
        )


if __name__ == "__main__":
    main(sys.argv[1])
