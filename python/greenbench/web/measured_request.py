"""Requests from their beginning to their line in the log.

requests = MeasuredRequests(Options(header=True))
request = requests.begin()            # None: this one is not measured
with request.clock: ...               # each step of it
request.server_timing()               # as far as it has come
request.end("GET", "/orders", status=200)
"""

import itertools
import logging
from dataclasses import dataclass

from greenbench import CannotMeasure, Meter
from greenbench.web.cpu_clock import CpuClock
from greenbench.web.machine_span import MachineSpan, Mark, NoSpan
from greenbench.web.meter_windows import MeterWindows, NoWindows
from greenbench.web.request_energy import RequestTime, joules_of_request
from greenbench.web.request_log import Request, Spent, log_request, logger, server_timing


@dataclass(frozen=True, slots=True)
class Options:
    """`every`: one of so many requests is measured. Without a meter, one is opened."""

    header: bool = False
    log: bool = True
    meter: Meter | None = None
    every: int = 1

    def __post_init__(self) -> None:
        if self.every < 1:
            raise ValueError(f"every: {self.every} is not a number of requests; use 1 to measure each of them")


class MeasuredRequests:
    """Of one middleware. May be used by several threads, and in forks of the process that made it."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._numbers = itertools.count()
        windows = _windows_of(options.meter)
        self.provenance = "estimated" if windows.are_estimates else "estimated share"
        self.machine = MachineSpan(windows.open)

    def begin(self) -> "MeasuredRequest | None":
        options = self.options
        if options.every > 1 and next(self._numbers) % options.every != 0:
            return None
        if not options.header and not (options.log and logger.isEnabledFor(logging.INFO)):
            return None
        return MeasuredRequest(self)


class MeasuredRequest:
    """One of them."""

    __slots__ = ("_is_over", "_mark", "_of", "clock")

    def __init__(self, of: MeasuredRequests) -> None:
        self._of = of
        self._is_over = False
        self._mark: Mark = of.machine.begin()
        self.clock = CpuClock()

    def spent(self) -> Spent:
        """Until now."""
        time = RequestTime(self.clock.seconds, self.clock.cpu_seconds)
        span = self._of.machine.end(self._mark)
        joules, no_joules = None, "below the counters' resolution"
        if isinstance(span, NoSpan):
            no_joules = span.reason
        else:
            joules = joules_of_request(span, time)
        at_least = not self.clock.is_complete
        return Spent(time.seconds, time.cpu_seconds, joules, no_joules, self._of.provenance, at_least)

    def server_timing(self) -> str | None:
        """The header's value; None where none is wanted."""
        return server_timing(self.spent()) if self._of.options.header else None

    def end(self, method: str, path: str, *, status: str | None, failure: BaseException | None = None) -> None:
        """Writes the line of the log, the first time that it is called."""
        if self._is_over:
            return
        self._is_over = True
        if self._of.options.log:
            log_request(Request(method, path, _outcome(status, failure)), self.spent())


def _outcome(status: str | None, failure: BaseException | None) -> str:
    """ "200", "failed with ValueError", or "200, failed with ValueError" where the status had been sent."""
    if failure is None:
        return status or "without a status"
    text = f"failed with {type(failure).__name__}"
    return f"{status}, {text}" if status else text


def _windows_of(meter: Meter | None) -> MeterWindows | NoWindows:
    try:
        meter = meter or Meter()
    except CannotMeasure as error:
        return NoWindows(str(error))
    return MeterWindows(meter)
