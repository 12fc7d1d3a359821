"""The lines under "energy" at the end of a run."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from greenbench.pytest_budgets import text
from greenbench.pytest_budgets.entry import TestEntry, deciding
from greenbench.pytest_budgets.metrics import JOULES, SECONDS
from greenbench.pytest_budgets.outcome import Outcome

COLOURS = {Outcome.EXCEEDED: "red", Outcome.UNDECIDED: "yellow", Outcome.NOT_JUDGED: "yellow", Outcome.WITHIN: "green"}
HEADINGS = ("test", "joules", "seconds", "budget", "outcome")
LEAST_NAME = 12
"""Characters of a test's name that are shown however narrow the terminal is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and its colour."""

    text: str
    colour: str | None = None


def lines(entries: Sequence[TestEntry], *, width: int, verbose: bool) -> Iterator[Line]:
    """One line for each test, then why what is not settled is not."""
    rows = [_cells(entry) for entry in entries]
    widths = [max(map(len, column)) for column in zip(HEADINGS, *rows, strict=True)]
    # pytest leaves the last column free, and two spaces stand between columns.
    room = width - 1 - sum(widths[1:]) - 2 * len(widths[1:])
    widths[0] = min(widths[0], max(room, LEAST_NAME))
    yield Line(_joined(HEADINGS, widths))
    for entry, row in zip(entries, rows, strict=True):
        yield Line(_joined(row, widths), COLOURS[Outcome(entry["outcome"])])
        for budget in entry["budgets"] if verbose and entry["rounds"] else ():
            yield from _wrapped(text.finding(entry, budget), width, "    ")
    yield from _reasons(entries, width)
    yield from _captions(entries, width)


def _cells(entry: TestEntry) -> tuple[str, ...]:
    joules, seconds = entry["costs"]["joules"], entry["costs"]["seconds"]
    budget = deciding(entry)
    return (
        entry["test"],
        text.with_interval(joules, "J", text.mark_of(entry, JOULES)) if joules else "-",
        text.amount(seconds["value"], SECONDS.unit) if seconds else "-",
        text.amount(budget["limit"], text.METRIC_OF[budget["metric"]].unit),
        Outcome(entry["outcome"]).words,
    )


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The end of a name says most of the test."""
    name, *others = cells
    if len(name) > widths[0]:
        name = f"...{name[3 - widths[0] :]}"
    padded = [cell.ljust(width) for cell, width in zip((name, *others), widths, strict=True)]
    return "  ".join(padded).rstrip()


def _reasons(entries: Sequence[TestEntry], width: int) -> Iterator[Line]:
    """Each once, with the number of tests that it is about."""
    found = Counter(
        (budget["outcome"], budget["reason"])
        for entry in entries
        for budget in {(b["outcome"], b["reason"]): b for b in entry["budgets"]}.values()
        if budget["reason"]
    )
    for (outcome, reason), count in found.items():
        yield from _wrapped(f"{Outcome(outcome).words} ({count} test{'s' if count > 1 else ''}): {reason}", width)


def _captions(entries: Sequence[TestEntry], width: int) -> Iterator[Line]:
    sources = sorted({f"{entry['source']} ({entry['provenance']})" for entry in entries if entry["source"]})
    if sources:
        yield from _wrapped(f"Mean cost of a call with its 95% interval; joules: {', '.join(sources)}", width)
    for entry in entries:
        if entry["attempts"] > 1:
            yield from _wrapped(f"{entry['test']}: the last of {entry['attempts']} attempts", width)


def _wrapped(line: str, width: int, indent: str = "") -> Iterator[Line]:
    for part in textwrap.wrap(line, width - 1, initial_indent=indent, subsequent_indent=f"{indent}  "):
        yield Line(part)
