"""How fast is the interpreter's shared library, which greenbench embeds, beside the program python3?

    .venv/bin/python docs/evidence/interpreter_builds.py build/release/greenbench \
        >docs/evidence/interpreter_builds.txt

The same functions in both, in processes that take turns on one CPU. A row has the medians over processes of each
process's median.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import asking
import pyperf_functions

PROCESSES = 8
CALLS = 15
NUMBERS = 300_000
PRICES = [float(number) for number in range(NUMBERS)]


class Text:
    text = ""


def loop() -> int:
    total = 0
    for number in range(NUMBERS):
        total += number * number
    return total


def sum_generator() -> int:
    return sum(number * number for number in range(NUMBERS))


def list_comprehension() -> list[float]:
    return [price * 1.19 for price in PRICES]


def concat_local() -> str:
    text = ""
    for _ in range(20_000):
        text += "xxxxxxxx"
    return text


def concat_attribute() -> str:
    made = Text()
    for _ in range(2_000):
        made.text += "xxxxxxxx"
    return made.text


def sort_floats() -> list[float]:
    return sorted(PRICES, reverse=True)


FUNCTIONS: list[Callable[[], object]] = [
    loop, sum_generator, list_comprehension, concat_local, concat_attribute, sort_floats,
]  # fmt: skip


def median_seconds(function: Callable[[], object]) -> float:
    function()
    times = []
    for _ in range(CALLS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def medians_in(interpreter: str) -> dict[str, float]:
    done = subprocess.run([interpreter, __file__, "--here"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    if "--here" in sys.argv:
        print(json.dumps({function.__name__: median_seconds(function) for function in FUNCTIONS}))
        return
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        library = str(pyperf_functions.library_interpreter(Path(folder)))
        rounds = [(medians_in(sys.executable), medians_in(library)) for _ in range(PROCESSES)]
    print(asking.facts_text(asking.machine_facts(sys.argv[1])), end="\n\n")
    print(f"{'function':20} {'python3':>10} {'library':>10} {'slower by':>10}   in pairs of processes")
    for function in FUNCTIONS:
        name = function.__name__
        program, shared = (statistics.median(pair[side][name] for pair in rounds) for side in (0, 1))
        slower = sorted(pair[1][name] / pair[0][name] - 1.0 for pair in rounds)
        print(
            f"{name:20} {program * 1e3:7.3f} ms {shared * 1e3:7.3f} ms {statistics.median(slower):10.0%}"
            f"   {slower[0]:.0%} to {slower[-1]:.0%}"
        )


if __name__ == "__main__":
    main()
