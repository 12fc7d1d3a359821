"""What is known of one marked test, as plain data: it travels in pytest's report, and is an entry of the JSON file."""

from typing import TYPE_CHECKING, TypedDict

from greenbench.pytest_budgets.mark import Budgets
from greenbench.pytest_budgets.metrics import METRICS, Metric
from greenbench.pytest_budgets.outcome import Outcome
from greenbench.pytest_budgets.rounds import Round

if TYPE_CHECKING:
    from greenbench.pytest_budgets.costs import Cost
    from greenbench.pytest_budgets.verdict import Verdict


TEST_FAILED = "the test failed"


class CostEntry(TypedDict):
    """A mean over the rounds, its interval, and the instrument's part in the half-width; in the metric's unit."""

    value: float
    low: float
    high: float
    instrument: float


class BudgetEntry(TypedDict):
    """One budget and what is said of it."""

    metric: str
    limit: float
    outcome: str
    reason: str | None


class RoundEntry(TypedDict):
    """One call."""

    seconds: float
    joules: float | None
    uncertainty_joules: float | None
    grams_co2e: float | None


class TestEntry(TypedDict):
    """One test; costs are None where they are not known."""

    test: str
    outcome: str
    attempts: int
    measured: str | None
    source: str | None
    provenance: str | None
    costs: dict[str, CostEntry | None]
    budgets: list[BudgetEntry]
    rounds: list[RoundEntry]


def not_judged(test: str, budgets: Budgets, reason: str) -> TestEntry:
    """Of a test that was not measured, or not to its end."""
    return {
        "test": test,
        "outcome": Outcome.NOT_JUDGED.value,
        "attempts": 1,
        "measured": None,
        "source": None,
        "provenance": None,
        "costs": {metric.name: None for metric in METRICS},
        "budgets": [_budget(one.metric, one.limit, Outcome.NOT_JUDGED, reason) for one in budgets.budgets],
        "rounds": [],
    }


def judged(test: str, verdict: "Verdict") -> TestEntry:
    """Of a test whose rounds were all measured."""
    return {
        "test": test,
        "outcome": verdict.outcome.value,
        "attempts": 1,
        "measured": "windows" if verdict.of_windows else "call",
        "source": verdict.rounds[0].source,
        "provenance": verdict.provenance,
        "costs": {metric.name: _cost(verdict.costs[metric]) for metric in METRICS},
        "budgets": [_budget(f.budget.metric, f.budget.limit, f.outcome, f.reason) for f in verdict.findings],
        "rounds": [_round(one) for one in verdict.rounds],
    }


def leave_open(entry: TestEntry, reason: str) -> None:
    """Takes the verdict back; what was measured stays."""
    entry["outcome"] = Outcome.NOT_JUDGED.value
    for budget in entry["budgets"]:
        budget["outcome"] = Outcome.NOT_JUDGED.value
        budget["reason"] = reason


def deciding(entry: TestEntry) -> BudgetEntry:
    """The first budget with the outcome of the whole."""
    return next(budget for budget in entry["budgets"] if budget["outcome"] == entry["outcome"])


def properties(entry: TestEntry) -> list[tuple[str, object]]:
    """For JUnit files; what is not known is left out."""
    joules, seconds = entry["costs"]["joules"], entry["costs"]["seconds"]
    found: list[tuple[str, object]] = []
    if joules:
        found += [("energy_joules", joules["value"]), ("energy_low", joules["low"]), ("energy_high", joules["high"])]
    if seconds:
        found.append(("seconds", seconds["value"]))
    if entry["provenance"]:
        found.append(("provenance", entry["provenance"]))
    return [*found, ("outcome", entry["outcome"])]


def _budget(metric: Metric, limit: float, outcome: Outcome, reason: str | None) -> BudgetEntry:
    return {"metric": metric.name, "limit": limit, "outcome": outcome.value, "reason": reason}


def _cost(cost: "Cost | None") -> CostEntry | None:
    if cost is None:
        return None
    return {"value": cost.value, "low": cost.low, "high": cost.high, "instrument": cost.instrument}


def _round(one: Round) -> RoundEntry:
    return {
        "seconds": one.seconds,
        "joules": one.joules,
        "uncertainty_joules": one.uncertainty,
        "grams_co2e": one.grams_co2e,
    }
