"""What is said of a budget."""

import enum
from collections.abc import Iterable


class Outcome(enum.StrEnum):
    """The worst first. The values are those of JSON and JUnit files."""

    EXCEEDED = "exceeded"
    UNDECIDED = "undecided"
    NOT_JUDGED = "not_judged"
    WITHIN = "within"

    @property
    def words(self) -> str:
        """For people."""
        return self.value.replace("_", " ")


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Of one outcome at least."""
    order = list(Outcome)
    return min(outcomes, key=order.index)
