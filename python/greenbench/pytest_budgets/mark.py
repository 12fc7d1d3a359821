"""What `@pytest.mark.energy(...)` asks of a test, checked in full."""

import difflib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from greenbench.pytest_budgets.metrics import METRICS, Metric

DEFAULT_ROUNDS = 5
"""Fewer leave a wide interval (Student's t is 4.3 with three rounds, 2.8 with five), more take longer."""

LINE = (
    "energy(max_joules=, max_seconds=, max_watts=, max_grams_co2e=, rounds=): call the test function `rounds` times "
    f"({DEFAULT_ROUNDS}) and fail it when the interval of its mean cost lies above a budget (greenbench)"
)
"""How `pytest --markers` shows the mark."""

_BUDGETS = {metric.keyword: metric for metric in METRICS}
_KEYWORDS = (*_BUDGETS, "rounds")


class MarkError(ValueError):
    """A mark that says nothing that could be judged; names the test, the keyword and what is right."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that one call may cost on average: above 0, in the metric's unit."""

    metric: Metric
    limit: float


@dataclass(frozen=True, slots=True)
class Budgets:
    """All that the marks of one test ask for: one budget at least."""

    budgets: tuple[Budget, ...]
    rounds: int


def budgets_of(item: pytest.Item) -> Budgets | None:
    """None without a mark. Of several marks each keyword is that of the closest: parameters, function, class, module.

    Raises MarkError.
    """
    values: dict[str, object] = {}
    marks = list(_marks(item))
    for mark in marks:
        if mark.args:
            raise _fault(item, f"takes keywords only, not {mark.args[0]!r}; name it, as in max_joules={mark.args[0]!r}")
        for keyword, value in mark.kwargs.items():
            values.setdefault(keyword, _checked(item, keyword, value))
    if not marks:
        return None
    budgets = tuple(Budget(metric, _number(values[key])) for key, metric in _BUDGETS.items() if key in values)
    if not budgets:
        raise _fault(item, f"has no budget; give one of {', '.join(_BUDGETS)}")
    return Budgets(budgets, _rounds(values))


def _marks(item: pytest.Item) -> Iterator[pytest.Mark]:
    """Closest first. A mark of pytest.param() is closer than the function's own, which pytest lists before it."""
    callspec = getattr(item, "callspec", None)
    of_parameters = [mark for mark in getattr(callspec, "marks", ()) if mark.name == "energy"]
    yield from of_parameters
    for mark in item.iter_markers("energy"):
        if not any(mark is other for other in of_parameters):
            yield mark


def _checked(item: pytest.Item, keyword: str, value: object) -> object:
    if keyword not in _KEYWORDS:
        near = difflib.get_close_matches(keyword, _KEYWORDS, n=1)
        meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(_KEYWORDS)}"
        raise _fault(item, f"has no keyword {keyword}; {meant}")
    if keyword == "rounds":
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise _fault(item, f"rounds must be a whole number of 1 or more, not {value!r}")
    elif not _is_positive(value):
        raise _fault(item, f"{keyword} must be a number above 0, in {_BUDGETS[keyword].unit}, not {value!r}")
    return value


def _is_positive(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return value > 0 and math.isfinite(value)


def _number(value: object) -> float:
    assert isinstance(value, (int, float))
    return float(value)


def _rounds(values: Mapping[str, object]) -> int:
    rounds = values.get("rounds", DEFAULT_ROUNDS)
    assert isinstance(rounds, int)
    return rounds


def _fault(item: pytest.Item, text: str) -> MarkError:
    return MarkError(f"{item.nodeid}: @pytest.mark.energy {text}")
