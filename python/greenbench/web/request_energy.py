"""The arithmetic: which share of the machine's joules is a request's.

    span = Span(seconds=2.0, joules=100.0, busy_seconds=1.0)
    joules_of_request(span, RequestTime(seconds=0.5, cpu_seconds=0.1))   # 10.0

A request takes the share of the machine's joules, idle power included, that its CPU seconds are of all CPU seconds
spent while it was being served: the rule of `greenbench exec --pid`. The kernel counts the machine's CPU seconds in
steps of 10 ms, so the few milliseconds of most requests have none, or twice too many. Power and load are therefore
those of a span of at least a second, and the request's own window is taken to have been like it:

    joules of the machine = span.joules       x request.seconds / span.seconds
    busy CPU seconds      = span.busy_seconds x request.seconds / span.seconds, at least request.cpu_seconds
    joules of the request = joules of the machine x request.cpu_seconds / busy CPU seconds

The last line's "at least" is what bounds it: no request has more joules than the whole machine had while it was served.
Time between requests belongs to none of them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """What happened in one stretch of time: joules of the machine, and CPU seconds that anything spent in it."""

    seconds: float
    joules: float
    busy_seconds: float

    def since(self, earlier: "Span") -> "Span":
        """Of two sums from one beginning: what came between them."""
        return Span(
            self.seconds - earlier.seconds, self.joules - earlier.joules, self.busy_seconds - earlier.busy_seconds
        )

    def then(self, more: "Span") -> "Span":
        return Span(self.seconds + more.seconds, self.joules + more.joules, self.busy_seconds + more.busy_seconds)


NOTHING = Span(seconds=0.0, joules=0.0, busy_seconds=0.0)


@dataclass(frozen=True, slots=True)
class RequestTime:
    """Of one request: from its beginning to its end, and what of it was spent on a processor."""

    seconds: float
    cpu_seconds: float


def joules_of_request(span: Span, request: RequestTime) -> float | None:
    """Joules; None where the span has no joules (below the counters' resolution) or the request no CPU time."""
    if span.seconds <= 0.0 or span.joules <= 0.0 or request.cpu_seconds <= 0.0:
        return None
    part = request.seconds / span.seconds
    busy = max(span.busy_seconds * part, request.cpu_seconds)
    return span.joules * part * request.cpu_seconds / busy
