"""How costs and budgets are written in a line."""

from greenbench import _native
from greenbench.pytest_budgets.entry import BudgetEntry, CostEntry, TestEntry
from greenbench.pytest_budgets.metrics import METRICS, Metric
from greenbench.pytest_budgets.outcome import Outcome

METRIC_OF = {metric.name: metric for metric in METRICS}


def mark_of(entry: TestEntry, metric: Metric) -> str:
    """Stands before every number that comes from an estimate."""
    return "~" if metric.needs_joules and entry["provenance"] == "estimated" else ""


def amount(value: float, unit: str, mark: str = "") -> str:
    """ "~1.94 mJ": three significant digits."""
    (text,), unit = _native.quantity_texts([value], unit)
    return f"{mark}{text} {unit}"


def with_interval(cost: CostEntry, unit: str, mark: str) -> str:
    """ "~1.94 mJ [~1.90, ~1.98]", with the digits of the value."""
    (value, low, high), unit = _native.quantity_texts([cost["value"], cost["low"], cost["high"]], unit)
    return f"{mark}{value} {unit} [{mark}{low}, {mark}{high}]"


def finding(entry: TestEntry, budget: BudgetEntry) -> str:
    """ "max_joules 2 J: exceeded, 3.01 J [2.95, 3.07]" and, where there is one, the reason."""
    metric = METRIC_OF[budget["metric"]]
    cost = entry["costs"][metric.name]
    text = f"{metric.keyword} {amount(budget['limit'], metric.unit)}: {Outcome(budget['outcome']).words}"
    if cost:
        text += f", {with_interval(cost, metric.unit, mark_of(entry, metric))}"
    return f"{text}: {budget['reason']}" if budget["reason"] else text
