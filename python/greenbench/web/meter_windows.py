"""Windows of a Meter, with the CPU seconds that its joules are shared out by.

    machine = MachineSpan(MeterWindows(Meter()).open)

Joules of counters are the whole machine's, and so are the busy CPU seconds; the processor's and the memory's joules are
shared, those of GPUs have nothing to do with CPU time. Joules of an estimate are this process's, as if nothing else
ran, and are shared out by its own CPU seconds.
"""

from greenbench import Meter
from greenbench._native import BusyTime
from greenbench.web.machine_span import NoSpan, Window
from greenbench.web.request_energy import Span


class MeterWindows:
    """Keeps the meter and one descriptor of its /proc/stat."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._machine = BusyTime(meter.procfs)
        self.are_estimates = meter.provenance == "estimated"

    def open(self) -> Window | NoSpan:
        try:
            return MeterWindow(self._meter, None if self.are_estimates else self._machine)
        except RuntimeError as error:
            return NoSpan(str(error))


class NoWindows:
    """Where nothing can be measured, and why."""

    are_estimates = False

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def open(self) -> NoSpan:
        return NoSpan(self._reason)


class MeterWindow:
    """Open from the start. `machine`: whose CPU seconds the joules are shared out by; None: this process's."""

    def __init__(self, meter: Meter, machine: BusyTime | None) -> None:
        self._machine = machine
        self._opened = meter.measure()
        self._measured = self._opened.__enter__()
        self._busy_at_first = machine.read() if machine else None

    def busy_seconds(self) -> float | None:
        """None where the kernel's steps do not matter: of this process, or unknown."""
        busy = self._machine.read() if self._machine else None
        return None if busy is None or self._busy_at_first is None else busy - self._busy_at_first

    def close(self) -> Span | NoSpan:
        busy = self.busy_seconds()
        try:
            self._opened.__exit__(None, None, None)
        except RuntimeError as error:
            return NoSpan(str(error))
        measured = self._measured
        if measured.joules is None:
            return NoSpan(measured.no_joules or "the window has no joules")
        if self._machine is None:
            return Span(measured.seconds, measured.joules, measured.cpu_seconds)
        if busy is None:
            return NoSpan("the machine's CPU time cannot be read")
        return Span(measured.seconds, measured.joules - (measured.gpu_joules or 0.0), busy)
