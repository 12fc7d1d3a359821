"""What compare() was asked for, checked: which functions, under which names, and how they are reached.

request = Request.of((concat, join), Options(setup=make_words))
request.names                 # ("concat", "join")
request.not_importable()      # []: another process finds all of them
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from greenbench.comparing.places import Place, place_of

RESERVED = ("argument", "check", "prepare", "reset", "setup", "teardown")
MOST_FUNCTIONS = 100

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Options:
    """How the functions are called. Each callable may be None."""

    setup: Function | None = None
    size: int | None = None
    fresh: bool = False
    check: Function | None = None
    consume: Function | None = None
    tolerance: float = 0.0
    parallel: bool = False

    def callables(self) -> dict[str, Function]:
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in named.items() if callable(value)}


@dataclass(frozen=True, slots=True)
class Request:
    """The functions by their names, the baseline first, and every callable with the place where it can be imported."""

    functions: dict[str, Function]
    options: Options
    places: dict[str, Place | None]

    @staticmethod
    def of(given: Sequence[Function | Mapping[str, Function]], options: Options) -> "Request":
        """Raises TypeError and ValueError with what to do."""
        functions = named_functions(given)
        for name, function in functions.items():
            check_function(name, function)
        check_options(options)
        callables = {**functions, **{f"{name}=": one for name, one in options.callables().items()}}
        return Request(functions, options, {name: place_of(one) for name, one in callables.items()})

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.functions)

    def not_importable(self) -> list[str]:
        """The names of the functions, and the arguments ("setup="), that no other process could import."""
        return [name for name, place in self.places.items() if place is None]


def named_functions(given: Sequence[Function | Mapping[str, Function]]) -> dict[str, Function]:
    if len(given) == 1 and isinstance(given[0], Mapping):
        functions = dict(given[0])
    else:
        functions = {}
        for one in given:
            if isinstance(one, Mapping):
                raise TypeError("compare() takes functions, or one mapping of names to functions")
            functions[own_name(one, functions)] = one
    if not 2 <= len(functions) <= MOST_FUNCTIONS:
        raise ValueError(f"compare() compares 2 to {MOST_FUNCTIONS} functions; it was given {len(functions)}")
    return functions


def own_name(function: Function, taken: Mapping[str, Function]) -> str:
    """What a function calls itself; lambdas are numbered, and so are functions of one name."""
    name = getattr(function, "__name__", type(function).__name__)
    name = "function" if name == "<lambda>" else name
    if name not in taken and name != "function":
        return name
    number = next(number for number in range(1, len(taken) + 2) if f"{name}_{number}" not in taken)
    return f"{name}_{number}"


def check_function(name: object, function: object) -> None:
    if not isinstance(name, str) or not name.isidentifier():
        raise ValueError(f"{name!r} cannot name a function: use letters, digits and underscores")
    if name in RESERVED:
        raise ValueError(
            f'{name} is a name of a hotspot\'s own methods: give the function another, as in {{"new": {name}}}'
        )
    if not callable(function):
        raise TypeError(
            f"{name} is {type(function).__name__}, which cannot be called: give compare() the function itself"
        )
    if inspect.iscoroutinefunction(function):
        raise TypeError(f"{name} is a coroutine function: compare a function that runs it with asyncio.run()")
    if inspect.isasyncgenfunction(function):
        raise TypeError(f"{name} is an asynchronous generator: compare a function that reads it to its end")


def check_options(options: Options) -> None:
    for name in ("setup", "check", "consume"):
        value = getattr(options, name)
        if value is not None and not callable(value):
            raise TypeError(f"{name} must be a function, not {type(value).__name__}")
    if options.size is not None and (not isinstance(options.size, int) or not 1 <= options.size < 2**64):
        raise ValueError(f"size must be a whole number from 1, not {options.size!r}")
    if options.size is not None and options.setup is None:
        raise ValueError("size is what setup(size) gets: give setup, too")
    if options.fresh and options.setup is None:
        raise ValueError("fresh calls setup() before every call: give setup, too")
    if not 0.0 <= options.tolerance < 1.0:
        raise ValueError(f"tolerance must be a number from 0 to below 1, not {options.tolerance!r}")
