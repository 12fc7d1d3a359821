"""What follows an exception's own words: the line of the hotspot file, and what it has to do with setup().

explanation(error, trace, Sum, made)     # " (mine.py:9); class Sum has no setup(self, n) that makes self.numbers"
"""

import sys
from difflib import get_close_matches
from types import FunctionType, TracebackType

from greenbench.hotspots.shape import method_of


def explanation(error: BaseException, trace: TracebackType | None, definition: type, made: object | None) -> str:
    """`made` is the object of the class `definition`, once setup() has made it."""
    line = line_in(getattr(sys.modules.get(definition.__module__), "__file__", None), trace)
    why = None if made is None else hint(error, made)
    return ("" if line is None else f" ({line})") + ("" if why is None else f"; {why}")


def line_in(file: str | None, trace: TracebackType | None) -> str | None:
    """The innermost line of a file that was being executed."""
    found = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            found = f"{file}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def hint(error: BaseException, made: object) -> str | None:
    if isinstance(error, AttributeError) and error.obj is made and error.name:
        return of_attribute(error.name, made)
    if isinstance(error, NameError) and error.name:
        return of_name(error.name, made)
    return None


def of_attribute(name: str, made: object) -> str | None:
    kind = type(made).__name__
    if method_of(made, "setup") is None:
        return f"class {kind} has no setup(self, n) that makes self.{name}"
    near = get_close_matches(name, attributes_of(made), n=1)
    if near:
        return f"setup() makes self.{near[0]}"
    if name in locals_of_setup(made):
        return f"setup() keeps {name} to itself: write self.{name} there"
    return f"setup() of class {kind} makes no self.{name}"


def of_name(name: str, made: object) -> str | None:
    """A variable of setup(), and the names that newcomers expect to be one."""
    if name in attributes_of(made):
        return f"setup() makes self.{name}: write it so"
    if name in locals_of_setup(made):
        return f"setup() keeps {name} to itself: write self.{name} there and here"
    if name in ("n", "size", "data") and method_of(made, "setup") is None:
        return f"class {type(made).__name__} has no setup(self, n); keep {name} there as self.{name}"
    return None


def attributes_of(made: object) -> dict[str, object]:
    return getattr(made, "__dict__", {})


def locals_of_setup(made: object) -> tuple[str, ...]:
    """The variables of setup() and its parameters."""
    setup = getattr(method_of(made, "setup"), "__func__", None)
    return setup.__code__.co_varnames if isinstance(setup, FunctionType) else ()
