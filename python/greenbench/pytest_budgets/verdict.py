"""The cost of a test's calls, held against each of its budgets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from greenbench import _native
from greenbench.pytest_budgets.costs import Cost, cost_of
from greenbench.pytest_budgets.mark import Budget, Budgets
from greenbench.pytest_budgets.metrics import GRAMS, METRICS, Metric
from greenbench.pytest_budgets.outcome import Outcome, worst
from greenbench.pytest_budgets.rounds import Round

ESTIMATE = "estimated"

ESTIMATED = "joules are estimated; --energy-allow-estimate lets an estimate decide"
NO_CARBON = "grams need a carbon intensity; give --energy-carbon PLACE"
NO_RESOLUTION = "the counters show no energy in a round; measure more work in each"
NO_TIME = "a round took no time that the clock could see"
NEEDS_ROUNDS = "the budget lies in the interval; more rounds narrow it"
NEEDS_WORK = "the budget lies in the interval; more work in each round makes the counters surer"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one budget, and why where that is not plain."""

    budget: Budget
    outcome: Outcome
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one test: a finding for each budget, a cost for each metric that is known, and what they come from."""

    findings: Sequence[Finding]
    costs: Mapping[Metric, Cost | None]
    rounds: Sequence[Round]
    of_windows: bool

    @property
    def outcome(self) -> Outcome:
        """The worst of the findings."""
        return worst(finding.outcome for finding in self.findings)

    @property
    def provenance(self) -> str:
        """Of the joules: one estimate among the rounds makes the mean an estimate."""
        return next((one.provenance for one in self.rounds if one.provenance == ESTIMATE), self.rounds[0].provenance)


def judge(budgets: Budgets, rounds: Sequence[Round], *, of_windows: bool, allow_estimate: bool) -> Verdict:
    """There is one round at least."""
    costs = {metric: cost_of(metric, rounds) for metric in METRICS}
    findings = [_finding(one, costs[one.metric], rounds, allow_estimate=allow_estimate) for one in budgets.budgets]
    return Verdict(findings, costs, rounds, of_windows)


def _finding(budget: Budget, cost: Cost | None, rounds: Sequence[Round], *, allow_estimate: bool) -> Finding:
    if cost is None:
        return Finding(budget, Outcome.NOT_JUDGED, _why_unknown(budget.metric, rounds))
    if budget.metric.needs_joules and not allow_estimate and any(one.provenance == ESTIMATE for one in rounds):
        return Finding(budget, Outcome.NOT_JUDGED, ESTIMATED)
    outcome = Outcome(_native.rule_on_limit(low=cost.low, high=cost.high, limit=budget.limit))
    return Finding(budget, outcome, _remedy(cost) if outcome is Outcome.UNDECIDED else None)


def _why_unknown(metric: Metric, rounds: Sequence[Round]) -> str:
    without = next((one for one in rounds if one.joules is None), None)
    if without is not None:
        return without.no_joules or "joules are not known"
    if metric is GRAMS:
        return NO_CARBON if all(one.grams_co2e is None for one in rounds) else NO_RESOLUTION
    return NO_TIME


def _remedy(cost: Cost) -> str:
    """More rounds narrow the spread between calls, and not what the instrument adds: the larger of the two is told."""
    return NEEDS_WORK if cost.instrument > 0.5 * (cost.high - cost.value) else NEEDS_ROUNDS
