"""Asks whether the answer depends on who asks: ten questions alone, with all rivals, and through pyperf.

    ./dev build
    .venv/bin/python docs/evidence/company.py build/release/greenbench      # or --summary-only

A question is the time of a Python variant against that of its baseline, at the hotspot's default size. Greenbench is
asked three times with `--variant` and three times for the whole hotspot, at default settings and with another seed each
time; pyperf twice, with its defaults: in the program python3, and in the shared library of the interpreter, which is
what greenbench embeds. Every answer is a line of company/raw.jsonl as soon as it is there, and what is
there is not measured again. The summary is company.txt.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import asking
import company_summary
import pyperf_functions

ALONE, RIVALS, PYPERF, LIBRARY = "alone", "rivals", "pyperf", "library"
OF_PYPERF = (PYPERF, LIBRARY)
REPEATS = 3

# Hotspot and Python variant: six suites, effects from a few percent to tenfold and more, calls of 0.1 to 20 ms.
QUESTIONS = [
    ("strings/build", "join"),
    ("strings/build_attribute", "concat_attribute"),
    ("strings/csv_export", "join"),
    ("numeric/apply_tax", "numpy"),
    ("numeric/sum_of_squares", "sum_generator"),
    ("iteration/sum_of_squares", "generator"),
    ("memory/records", "tuple"),
    ("database/columns", "select_needed"),
    ("database/aggregate", "in_sql"),
    ("caching/memoize", "dict"),
]


@dataclass(frozen=True)
class Request:
    """One question, asked in one way."""

    hotspot: str
    variant: str
    way: str
    repeat: int
    seed: int

    @property
    def key(self) -> tuple[str, str, str, int]:
        return self.hotspot, self.variant, self.way, self.repeat


def requests() -> Iterator[Request]:
    """All questions once, then all of them again: what disturbs the machine for some minutes meets few repeats of one
    question. Which way comes first alternates. pyperf stands in the middle, nearest in time to the others."""
    seed = 0
    for repeat in range(1, REPEATS + 1):
        for number, (hotspot, variant) in enumerate(QUESTIONS):
            ways = [ALONE, RIVALS] if (number + repeat) % 2 else [RIVALS, ALONE]
            if repeat == (REPEATS + 1) // 2:
                ways[1:1] = OF_PYPERF
            for way in ways:
                seed += way != LIBRARY
                yield Request(hotspot, variant, way, repeat, seed)


def baseline_of(listed: asking.Record) -> str:
    (name,) = [one["name"] for one in listed["variants"] if one["language"] == "python" and one["baseline"]]
    return name


def ask_greenbench(program: str, request: Request, extra: list[str], folder: Path) -> asking.Record:
    what = ["--hotspot", request.hotspot, "--seed", str(request.seed), *extra]
    if request.way == ALONE:
        what += ["--language", "python", "--variant", f"python:{request.variant}"]
    start = time.monotonic()
    run = asking.measure(program, what, folder)
    seconds = time.monotonic() - start
    analysis = asking.analysis_of(run, request.hotspot)
    comparison = asking.comparison_of(run, request.hotspot, f"python:{request.variant}")
    low, high = asking.interval_of(comparison["time"])
    (measured,) = [one for one in run["hotspots"] if one["id"] == request.hotspot]
    return {
        "ratio": comparison["time"]["value"],
        "low": low,
        "high": high,
        "level": comparison["time"]["interval"]["level"],
        "verdict": comparison["time_verdict"],
        "rounds": comparison["rounds"],
        "blocks": analysis["blocks"],
        "discarded_blocks": analysis["void_blocks"],
        "variants": len(analysis["variants"]),
        "stop": measured["stop"],
        "wall_seconds": seconds,
        "hotspot_seconds": asking.seconds_in_rounds(run, request.hotspot),
    }


def ask_pyperf(request: Request, listed: asking.Record, options: tuple[str, ...], folder: Path) -> asking.Record:
    """Each function is a script of its own."""
    source = pyperf_functions.Source.of(listed)
    answer: asking.Record = {}
    start = time.monotonic()
    for side, name in (("baseline", baseline_of(listed)), ("variant", request.variant)):
        timed = pyperf_functions.measure(source, [name], folder, options)[name]
        answer[f"{side}_median_seconds"] = timed.median()
        answer[f"{side}_deviation_seconds"] = timed.stdev()
        answer[f"{side}_values"] = timed.get_nvalue()
    ratio = answer["baseline_median_seconds"] / answer["variant_median_seconds"]
    return {"ratio": ratio, **answer, "wall_seconds": time.monotonic() - start}


def ask(program: str, request: Request, listed: asking.Record, is_try: bool) -> asking.Record:
    header = {
        "hotspot": request.hotspot,
        "variant": request.variant,
        "baseline": baseline_of(listed),
        "size": listed["default_size"],
        "way": request.way,
        "repeat": request.repeat,
        "seed": None if request.way in OF_PYPERF else request.seed,
        "load_before": os.getloadavg()[0],
    }
    with tempfile.TemporaryDirectory() as scratch:
        if request.way in OF_PYPERF:
            given = ["--fast"] if is_try else []
            if request.way == LIBRARY:
                given += ["--python", str(pyperf_functions.library_interpreter(Path(scratch)))]
            return header | ask_pyperf(request, listed, tuple(given), Path(scratch))
        return header | ask_greenbench(program, request, ["--quick"] if is_try else [], Path(scratch) / "run")


def add_line(path: Path, line: asking.Record) -> None:
    with open(path, "a") as file:
        file.write(json.dumps(line) + "\n")


def cut_torn_line(path: Path) -> None:
    """The last line has no newline when the script was killed while it wrote it."""
    written = path.read_bytes() if path.exists() else b""
    whole = written.rfind(b"\n") + 1
    if whole < len(written):
        os.truncate(path, whole)


def open_raw(path: Path, program: str) -> set[tuple[str, str, str, int]]:
    """Notes the machine, and says what has been asked already."""
    machines, answers = company_summary.read_raw(path)
    facts = asking.machine_facts(program)
    if machines and machines[0]["cpu_model"] != facts["cpu_model"]:
        sys.exit(
            f"{path}: measured on {machines[0]['cpu_model']}, not {facts['cpu_model']}; move it away to begin anew"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    cut_torn_line(path)
    add_line(path, {"machine": facts})
    return {(one["hotspot"], one["variant"], one["way"], one["repeat"]) for one in answers}


def measure_all(program: str, raw: Path, only: str | None) -> int:
    """Asks what has not been answered yet. Returns how many requests failed; the others go on."""
    listed = asking.hotspots_of(program)
    left = [one for one in requests() if only is None or one.hotspot == only]
    done = open_raw(raw, program)
    failed = 0
    for number, request in enumerate(left, 1):
        if request.key in done:
            continue
        name = f"{number}/{len(left)} {request.hotspot} {request.variant} {request.way} {request.repeat}"
        try:
            answer = ask(program, request, listed[request.hotspot], only is not None)
        except (RuntimeError, ValueError) as error:
            print(f"{name}: {error}", file=sys.stderr, flush=True)
            failed += 1
            continue
        add_line(raw, answer)
        print(f"{name}: {answer['ratio']:.4f} in {answer['wall_seconds']:.1f} s", file=sys.stderr, flush=True)
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(description="Does the answer depend on who asks?")
    parser.add_argument("program", nargs="?", help="greenbench; not needed for --summary-only")
    parser.add_argument("--summary-only", action="store_true", help="write company.txt anew from company/raw.jsonl")
    parser.add_argument(
        "--try-in", type=Path, help="try the script: strings/build alone, with previews, in this folder"
    )
    options = parser.parse_args()
    folder = options.try_in or Path(__file__).parent
    raw = folder / "company" / "raw.jsonl"
    failed = 0
    if not options.summary_only:
        if not options.program:
            parser.error("which greenbench?")
        failed = measure_all(options.program, raw, "strings/build" if options.try_in else None)
    text = company_summary.summary(*company_summary.read_raw(raw), expected=len(list(requests())))
    (folder / "company.txt").write_text(text)
    print(text, end="")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
