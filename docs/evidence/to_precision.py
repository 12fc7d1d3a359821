"""How long a given precision takes: greenbench and pyperf on one question, then the strings suite.

    ./dev build
    .venv/bin/python docs/evidence/to_precision.py build/release/greenbench >docs/evidence/to_precision.txt

The question is strings/build, join against concat, to ±2%. pyperf measures both functions in one script with its
defaults. Of the suite, at default settings and with --quick, every comparison is shown with the half-width of its
interval, the half-width that is wanted, and the verdicts on time and energy.
"""

import sys
import tempfile
import time
from pathlib import Path

import asking
import pyperf
import pyperf_functions

HOTSPOT, BASELINE, VARIANT = "strings/build", "concat", "join"
CLEAR_RATIO = 1.3


def timed_run(program: str, arguments: list[str], folder: Path) -> tuple[asking.Record, float]:
    start = time.monotonic()
    run = asking.measure(program, arguments, folder)
    return run, time.monotonic() - start


def shares_text(run: asking.Record, seconds: float, folder: Path) -> str:
    """How much of the run's time was measured. control/aa is part of every run, whether it was asked for or not."""
    regions, wall = asking.seconds_in_regions(folder), run["wall_seconds"]
    hotspots = ", ".join(
        f"{one['id']} {asking.seconds_in_rounds(run, one['id']):.1f} s {one['stop']}" for one in run["hotspots"]
    )
    return (
        f"  {seconds:.1f} s from start to exit, {wall:.1f} s of them measuring, of which {regions:.1f} s"
        f" ({regions / wall:.0%}) inside measured regions\n  rounds of {hotspots}"
    )


def ask_greenbench(program: str, folder: Path) -> None:
    what = ["--hotspot", HOTSPOT, "--language", "python", "--variant", f"python:{VARIANT}", "--precision", "2%"]
    run, seconds = timed_run(program, what, folder)
    comparison = asking.comparison_of(run, HOTSPOT, f"python:{VARIANT}")
    ratio = comparison["time"]
    print(f"greenbench run {' '.join(what)}")
    print(shares_text(run, seconds, folder))
    print(
        f"  time of {BASELINE} / time of {VARIANT}: {asking.ratio_text(ratio)}, ±{asking.half_width(ratio):.2%},"
        f" {comparison['rounds']} rounds, {comparison['time_verdict']}\n",
        flush=True,
    )


def mean_text(timed: pyperf.Benchmark) -> str:
    mean, deviation = timed.mean(), timed.stdev()
    text = f"{mean * 1e3:.4g} ms, standard deviation {deviation * 1e3:.2g} ms ({deviation / mean:.1%})"
    return f"{text}, {timed.get_nvalue()} values"


def ask_pyperf(program: str, folder: Path) -> None:
    source = pyperf_functions.Source.of(asking.hotspots_of(program)[HOTSPOT])
    start = time.monotonic()
    timed = pyperf_functions.measure(source, [BASELINE, VARIANT], folder)
    seconds = time.monotonic() - start
    print(f"pyperf {pyperf.__version__}, defaults, {HOTSPOT}, n = {source.size}\n  {seconds:.1f} s")
    for name in (BASELINE, VARIANT):
        print(f"  {name}: mean {mean_text(timed[name])}")
    ratio = timed[BASELINE].mean() / timed[VARIANT].mean()
    print(f"  ratio of the means {ratio:.4f}; pyperf gives no interval of it\n", flush=True)


def comparison_line(hotspot: str, comparison: asking.Record) -> str:
    ratio = comparison["time"]
    precision = 0.01 if hotspot == "control/aa" else 0.02
    width, wanted = asking.half_width(ratio), asking.wanted_half_width(ratio["value"], precision)
    energy = comparison["energy_verdict"] if comparison["energy"] else "unknown"
    return (
        f"  {hotspot + ' ' + comparison['variant']:42} {ratio['value']:9.4f} ±{width:6.2%} wanted ±{wanted:.2%}"
        f" {'yes' if width <= wanted else 'NO':3}  time {comparison['time_verdict']:12} energy {energy}"
    )


def is_clear(ratio: float) -> bool:
    return max(ratio, 1.0 / ratio) > CLEAR_RATIO


def ask_suite(program: str, extra: list[str], folder: Path) -> None:
    what = ["--suite", "strings", *extra]
    run, seconds = timed_run(program, what, folder)
    comparisons = [(one["id"], each) for one in run["analysis"]["hotspots"] for each in one["comparisons"]]
    print(f"greenbench run {' '.join(what)}")
    print(shares_text(run, seconds, folder))
    for hotspot, comparison in comparisons:
        print(comparison_line(hotspot, comparison))
    clear = [(hotspot, each) for hotspot, each in comparisons if is_clear(each["time"]["value"])]
    for metric in ("time", "energy"):
        undecided = [
            f"{hotspot} {each['variant']}: {each[f'{metric}_verdict']}"
            for hotspot, each in clear
            if each[metric] is not None and each[f"{metric}_verdict"] not in ("saves", "costs")
        ]
        known = sum(each[metric] is not None for _, each in clear)
        print(
            f"  {metric}: {known - len(undecided)} of {known} comparisons beyond {CLEAR_RATIO}x saves or costs"
            + "".join(f"\n    not {one}" for one in undecided)
        )
    print(flush=True)


def main() -> None:
    program = sys.argv[1]
    print(asking.facts_text(asking.machine_facts(program)) + "\n")
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        ask_greenbench(program, scratch / "question")
        ask_pyperf(program, scratch)
        ask_suite(program, [], scratch / "suite")
        ask_suite(program, ["--quick"], scratch / "quick")


if __name__ == "__main__":
    main()
