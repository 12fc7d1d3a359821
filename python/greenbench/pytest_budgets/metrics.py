"""What a budget may be about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """One kind of cost of a call."""

    name: str
    unit: str
    needs_joules: bool

    @property
    def keyword(self) -> str:
        """As the mark has it."""
        return f"max_{self.name}"


JOULES = Metric("joules", "J", needs_joules=True)
SECONDS = Metric("seconds", "s", needs_joules=False)
WATTS = Metric("watts", "W", needs_joules=True)
GRAMS = Metric("grams_co2e", "g", needs_joules=True)

METRICS = (JOULES, SECONDS, WATTS, GRAMS)
