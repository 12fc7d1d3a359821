"""compare(): functions against each other, measured as hotspots are."""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from greenbench._native import CannotMeasure
from greenbench.comparing import hotspot
from greenbench.comparing.comparison import FILE_NAME, Comparison
from greenbench.comparing.places import Place
from greenbench.comparing.program import Ended, run_in_fork, run_in_new_process, why_no_fork
from greenbench.comparing.request import Options, Request
from greenbench.hotspots.shape import Place as Line
from greenbench.hotspots.shape import check_id
from greenbench.settings import settings_of

EXIT_USAGE, EXIT_CANNOT_MEASURE, EXIT_INTERRUPTED = 2, 3, 130

IMPORTING_FILE = '''\
"""Made by greenbench.compare(): where the functions are that it was given."""

import sys

sys.path[:] = {paths!r}

from greenbench.comparing.hotspot import define_imported
from greenbench.comparing.places import Place

define_imported(
    globals(),
    {id!r},
    {places!r},
    {options!r},
    {plain!r},
)
'''
HELD_FILE = '''\
"""Made by greenbench.compare(), whose process had the functions in its memory alone."""

from greenbench.comparing.hotspot import define_held

define_held(globals(), {id!r})
'''


class ComparisonFailed(RuntimeError):  # noqa: N818 -- the comparison, not the program
    """A function raised, changed its argument, or returned something else than the first one: nothing to compare."""


def compare(
    *functions: Callable[..., Any] | Mapping[str, Callable[..., Any]],
    setup: Callable[..., Any] | None = None,
    size: int | None = None,
    fresh: bool = False,
    check: Callable[[Any], Any] | None = None,
    consume: Callable[[Any], Any] | None = None,
    tolerance: float = 0.0,
    parallel: bool = False,
    name: str = "compare/functions",
    precision: float | None = None,
    time_limit: float | None = None,
    source: str | None = None,
    carbon: str | float | None = None,
    quick: bool = False,
    seed: int | None = None,
    flags: Sequence[str] = (),
) -> Comparison:
    """Measures functions that do the same, and says which saves energy and time, how much, and how sure that is.

    The first function is the baseline. They take turns in rounds, each in a process of its own, until every ratio is
    known to `precision` or the time is up; their results have to be equal.

    setup       makes what every function gets as its one argument; called once in each process, untimed
    size        what setup(size) gets, and what reports show as n
    fresh       setup() is called before every call, untimed: for functions that change their argument
    check       turns a result into what is compared: numbers, text, or lists of them
    consume     called with every result inside the measured time: list, where functions return generators
    tolerance   relative difference up to which real numbers count as the same result
    parallel    whether some function uses several processors at once
    name        "suite/hotspot" in reports
    precision   wanted half-width of each ratio's interval, as a fraction (0.02)
    time_limit  seconds for all of it (60)
    source      "auto", or where joules come from: "powercap", "perf", "estimate", ...
    carbon      a place, or grams of CO2e in a kilowatt-hour
    quick       few rounds: a preview, whose verdicts pass no gate
    seed        of the random order
    flags       more flags of `greenbench run`, as warnings name them: ["--min-region", "20ms"]

    Functions of a module or of a script's file are imported by the processes that measure them; a script then calls
    compare() below `if __name__ == "__main__":`. Lambdas, closures and functions typed at a prompt are measured in
    forks of this process, which must have no other thread.

    Raises TypeError and ValueError for arguments that cannot be used, RuntimeError for functions that cannot reach
    another process, ComparisonFailed for functions that cannot be compared, CannotMeasure where no counter can be read.
    """
    if hotspot.is_loading():
        raise RuntimeError(
            "compare() is called while its functions are imported by the processes that measure them: call it below "
            'if __name__ == "__main__":'
        )
    check_id(name, Line("compare()", 0))
    options = Options(setup, size, fresh, check, consume, tolerance, parallel)
    request = Request.of(functions, options)
    check_flags(flags)
    given = [*flags_of(precision, time_limit, source, carbon, quick, seed), *flags]
    folder = tempfile.TemporaryDirectory(prefix="greenbench-compare-")
    file, out = Path(folder.name) / FILE_NAME, Path(folder.name) / "run"
    ended = measure(request, name, file, ["run", "--file", str(file), "--out", str(out), *given])
    refuse(ended)
    if not (out / "run.json").exists():
        raise ValueError(f"flags: with {' '.join(flags)} nothing is measured")
    return Comparison(folder, ended.output)


def check_flags(flags: object) -> None:
    is_text = isinstance(flags, str)
    if is_text or not isinstance(flags, Sequence) or not all(isinstance(flag, str) for flag in flags):
        raise TypeError(f'flags: a list of texts, as in ["--min-region", "20ms"], not {flags!r}')


def flags_of(
    precision: float | None,
    time_limit: float | None,
    source: str | None,
    carbon: str | float | None,
    quick: bool,
    seed: int | None,
) -> list[str]:
    settings = settings_of(source=source, carbon=carbon)
    given = {
        "--precision": None if precision is None else f"{100 * precision:.15g}%",
        "--time-limit": None if time_limit is None else f"{time_limit:.17g}s",
        "--source": ",".join(settings.sources),
        "--carbon": None if settings.carbon in ("", "none") else settings.carbon,
        "--power-model": settings.power_model,
        "--seed": None if seed is None else str(seed),
        "--path.sysfs": settings.sysfs,
        "--path.procfs": settings.procfs,
        "--path.devfs": settings.devfs,
        # The functions run as whoever calls compare().
        "--user": "root" if os.geteuid() == 0 else None,
    }
    flags = [f"{flag}={value}" for flag, value in given.items() if value is not None]
    return [*flags, "--quick"] if quick else flags


def measure(request: Request, name: str, file: Path, arguments: list[str]) -> Ended:
    without_place = request.not_importable()
    if not without_place:
        file.write_text(importing_file(request, name), encoding="utf-8")
        return run_in_new_process(arguments)
    reason = why_no_fork()
    if reason is not None:
        raise RuntimeError(
            f"{', '.join(without_place)} cannot be imported by another process, and this one cannot be forked: "
            f"{reason}. Define the functions in a module or a file"
        )
    file.write_text(HELD_FILE.format(id=name), encoding="utf-8")
    hotspot.hold(hotspot.Functions(request.functions, request.options))
    try:
        return run_in_fork(arguments)
    finally:
        hotspot.hold(None)


def importing_file(request: Request, name: str) -> str:
    around = request.options.callables()
    plain = {
        field.name: getattr(request.options, field.name)
        for field in fields(Options)
        if field.name not in around and getattr(request.options, field.name) is not None
    }
    places: dict[str, Place | None] = {one: request.places[one] for one in request.names}
    options = {one: request.places[f"{one}="] for one in around}
    paths = [os.path.abspath(path) for path in sys.path]  # noqa: PTH100 -- a link is not followed by imports either
    return IMPORTING_FILE.format(paths=paths, id=name, places=places, options=options, plain=plain)


def refuse(ended: Ended) -> None:
    """Raises what the program's exit code stands for, with its own words."""
    if ended.code == 0:
        return
    if ended.code in (EXIT_INTERRUPTED, -2):
        raise KeyboardInterrupt
    reason = in_words_of_compare(reason_in(ended.error))
    if ended.code == EXIT_USAGE:
        raise ValueError(reason)
    if ended.code == EXIT_CANNOT_MEASURE and " failed: " not in ended.error:
        raise CannotMeasure(reason)
    raise ComparisonFailed(reason)


def reason_in(error: str) -> str:
    """The lines that say what went wrong: notes and what is said of every run are left out."""
    lines = [line.removeprefix("greenbench: ") for line in error.splitlines() if line.startswith("greenbench: ")]
    failed = [line for line in lines if " failed: " in line]
    told = failed or [line for line in lines if not line.startswith(("note: ", "warning: ", "saved in "))]
    return "\n".join(dict.fromkeys(told)) or error.strip() or "the program ended without a word"


def in_words_of_compare(reason: str) -> str:
    """The program speaks of hotspots, whose methods the caller has not written."""
    reason = re.sub(r"work on a copy, restore self\.argument.*", "work on a copy, or pass fresh=True", reason)
    reason = reason.replace("self.argument, which setup() made, so", "its argument so")
    reason = reason.replace("say @hotspot(..., consume=list)", "pass consume=list")
    return reason.replace("give the hotspot a method check(self, result) that", "pass check=, a function that")
