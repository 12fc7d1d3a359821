"""Functions each of whose calls is a window.

decorated(build, window_of)      # window_of("build") makes the window of one call
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Coroutine
from types import CoroutineType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from greenbench.measurement import Measurement
    from greenbench.window import Measuring

P = ParamSpec("P")
R = TypeVar("R")

# The flags of code objects, as inspect names them; importing inspect takes longer than all of this package.
CO_GENERATOR = 0x20
CO_COROUTINE = 0x80
CO_ASYNC_GENERATOR = 0x200


def decorated(function: Callable[P, R], window_of: Callable[[str], Measuring]) -> Callable[P, R]:
    """Raises TypeError for what cannot be measured call by call, and says what to do instead."""
    if isinstance(function, (classmethod, staticmethod)):
        method = decorated(function.__func__, window_of)
        return cast("Callable[P, R]", type(function)(method))
    label = name_of(function)
    flags = code_flags(function)
    if flags & (CO_GENERATOR | CO_ASYNC_GENERATOR):
        raise TypeError(
            f"{label} is a generator function: a call of it does no work yet; measure the loop that consumes it, "
            "in a with block"
        )
    if isinstance(function, type) or not callable(function):
        raise TypeError(f"{label} is not a function; measure() takes one, and everything else by name: label=...")
    if flags & CO_COROUTINE:
        return cast("Callable[P, R]", coroutine_function(cast("Any", function), label, window_of))
    return plain_function(function, label, window_of)


def plain_function(function: Callable[P, R], label: str, window_of: Callable[[str], Measuring]) -> Callable[P, R]:
    @functools.wraps(function)
    def measured(*args: P.args, **kwargs: P.kwargs) -> R:
        window = window_of(label)
        with window:
            result = function(*args, **kwargs)
            if not isinstance(result, CoroutineType):
                return result
            window.say_nothing()
        # A function that returns a coroutine, as other decorators of `async def` do: its work is still to be done.
        return cast("R", awaited(result, window_of(label)))

    return measured


def coroutine_function(
    function: Callable[P, Coroutine[Any, Any, R]], label: str, window_of: Callable[[str], Measuring]
) -> Callable[P, Coroutine[Any, Any, R]]:
    @functools.wraps(function)
    async def measured(*args: P.args, **kwargs: P.kwargs) -> R:
        return await awaited(function(*args, **kwargs), window_of(label))

    return measured


async def awaited(work: Coroutine[Any, Any, R], window: Measuring) -> R:
    with window:
        return await work


def name_of(function: object) -> str:
    if isinstance(function, functools.partial):
        return name_of(function.func)
    name = getattr(function, "__qualname__", None)
    return name if isinstance(name, str) else repr(function)


def code_flags(function: object) -> int:
    """Of the code that a call runs; 0 where there is none, as of built-in functions."""
    while isinstance(function, (functools.partial, MethodType)):
        function = function.func if isinstance(function, functools.partial) else function.__func__
    if not isinstance(function, (FunctionType, type)) and callable(function):
        function = type(function).__call__
    return function.__code__.co_flags if isinstance(function, FunctionType) else 0


def print_line(measurement: Measurement) -> None:
    """What a decorator without a report does: one line to standard error."""
    print(f"greenbench: {text_line(measurement)}", file=sys.stderr)


def text_line(m: Measurement) -> str:
    """build: 12.1 J, 3.02 s, 4.01 W, 5.7 CPU s; measured: powercap"""
    mark = "~" if m.provenance == "estimated" else ""
    label = "" if m.label is None else f"{m.label}: "
    rest = f"{m.seconds:.3g} s, {m.cpu_seconds:.3g} CPU s"
    if m.joules is None or m.watts is None:
        return f"{label}no joules ({m.no_joules}); {rest}"
    carbon = "" if m.grams_co2e is None else f", {mark}{m.grams_co2e:.3g} g CO2e"
    seconds, cpu = rest.split(", ")
    return f"{label}{mark}{m.joules:.3g} J, {seconds}, {mark}{m.watts:.3g} W, {cpu}{carbon}; {m.provenance}: {m.source}"
