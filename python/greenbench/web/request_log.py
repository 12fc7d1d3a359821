"""What is said of a request: the value of the response header and the line of the log.

server_timing(Spent(cpu_seconds=0.0123, joules=0.46, ...))   # cpu;dur=12.300, energy;desc="0.46 J (estimated share)"
log_request(Request("GET", "/orders", "200"), spent)         # GET /orders 200: 0.012300 CPU s, 0.46 J (estimated share)
"""

import logging
from dataclasses import dataclass
from urllib.parse import quote

logger = logging.getLogger("greenbench.web")

# Besides letters and digits, what a path is made of. What is not here is written as %0A is: a path comes from outside,
# and a line end, a blank or a terminal's control character in it must not look like the log's own.
_SAFE = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Spent:
    """By one request, as far as it has come. Without joules, `no_joules` says why.

    at_least: whether some of what was done for it has not been counted.
    """

    seconds: float
    cpu_seconds: float
    joules: float | None
    no_joules: str
    provenance: str
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """`outcome`: the status, or what else became of it."""

    method: str
    path: str
    outcome: str


def joules_text(spent: Spent) -> str:
    if spent.joules is None:
        return f"no joules: {spent.no_joules}"
    return f"{_mark(spent)}{spent.joules:.3g} J ({spent.provenance})"


def _mark(spent: Spent) -> str:
    return "at least " if spent.at_least else ""


def server_timing(spent: Spent) -> str:
    """A value of Server-Timing, which browsers show: milliseconds of CPU time, and joules where they are known."""
    cpu = f"cpu;dur={spent.cpu_seconds * 1000.0:.3f}" + (';desc="at least"' if spent.at_least else "")
    return cpu if spent.joules is None else f'{cpu}, energy;desc="{joules_text(spent)}"'


def log_request(request: Request, spent: Spent) -> None:
    logger.info(
        "%s %s %s: %s%.6f CPU s, %s",
        escaped(request.method),
        escaped(request.path),
        request.outcome,
        _mark(spent),
        spent.cpu_seconds,
        joules_text(spent),
        extra={
            "seconds": spent.seconds,
            "cpu_seconds": spent.cpu_seconds,
            "joules": spent.joules,
            "provenance": spent.provenance,
            "at_least": spent.at_least,
        },
    )


def escaped(text: str) -> str:
    return quote(text, safe=_SAFE, errors="backslashreplace")
