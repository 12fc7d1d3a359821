"""The functions of compare() as a hotspot, in the processes that measure them.

define(globals(), "compare/words", spec)      # what the file that compare() writes does
hold(request)                                 # before a fork: the file finds the functions in memory
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from greenbench.comparing.places import Place
from greenbench.comparing.request import Options
from greenbench.hotspots.definition import HOTSPOTS_OF_FILE, DescribedHotspot
from greenbench.hotspots.mark import MarkedVariant
from greenbench.hotspots.shape import Place as Line

DESCRIPTION = "Functions that were given to compare()."

_held: "Functions | None" = None
_is_loading = False


@dataclass(frozen=True, slots=True)
class Functions:
    """What is to be measured, in this process."""

    functions: dict[str, Callable[..., Any]]
    options: Options


def hold(functions: Functions | None) -> None:
    """Keeps them for processes that are forked from this one."""
    global _held
    _held = functions


def is_loading() -> bool:
    """Whether this process imports the functions of a comparison just now, for another process."""
    return _is_loading


def define_held(module: dict[str, Any], hotspot_id: str) -> None:
    if _held is None:
        raise RuntimeError(
            "the functions of this comparison were lambdas or closures, which only the process that called compare() "
            "has; define them in a module or a file to measure them again"
        )
    define(module, hotspot_id, _held)


def define_imported(
    module: dict[str, Any], hotspot_id: str, places: dict[str, Place], options: dict[str, Place], plain: dict[str, Any]
) -> None:
    """`places` are those of the functions, `options` those of what is called around them, `plain` the other options."""
    global _is_loading
    _is_loading = True
    try:
        functions = {name: place.load() for name, place in places.items()}
        around: dict[str, Any] = {name: place.load() for name, place in options.items()}
    finally:
        _is_loading = False
    define(module, hotspot_id, Functions(functions, Options(**around, **plain)))


def define(module: dict[str, Any], hotspot_id: str, made: Functions) -> None:
    """Leaves in the module's names what @hotspot leaves there."""
    options = made.options
    variants = tuple(
        MarkedVariant(name, index == 0, None, "", (), (), line_of(function))
        for index, (name, function) in enumerate(made.functions.items())
    )
    definition = class_of(made, module["__name__"])
    size = options.size or 1
    module[HOTSPOTS_OF_FILE] = [
        DescribedHotspot(
            id=hotspot_id,
            description=DESCRIPTION,
            default_size=size,
            article_size=size,
            sizes=(),
            tolerance=options.tolerance,
            needs=(),
            needs_server=False,
            parallel=options.parallel,
            consume=options.consume,
            variants=variants,
            definition=definition,
        )
    ]


def line_of(function: Callable[..., Any]) -> Line:
    code = getattr(function, "__code__", None)
    return Line(getattr(code, "co_filename", "<unknown>"), getattr(code, "co_firstlineno", 0))


def class_of(made: Functions, module: str) -> type:
    """A class whose objects have the functions as their variants. Around a call there is nothing of ours but a partial,
    where there is an argument to give."""
    options = made.options

    def make_argument(self: Any) -> None:
        if options.setup is not None:
            self.argument = options.setup() if options.size is None else options.setup(options.size)

    def set_up(self: Any, _size: int) -> None:
        make_argument(self)
        for name, function in made.functions.items():
            setattr(self, name, variant_of(self, function, options))

    methods: dict[str, Any] = {"setup": set_up, "__module__": module}
    if options.fresh:
        methods["reset"] = make_argument
    if options.check is not None:
        methods["check"] = staticmethod(options.check)
    return type("Compared", (), methods)


def variant_of(owner: Any, function: Callable[..., Any], options: Options) -> Callable[..., Any]:
    if options.fresh:
        return functools.partial(call_with, owner, function)
    return function if options.setup is None else functools.partial(function, owner.argument)


def call_with(owner: Any, function: Callable[..., Any]) -> Any:
    """With the argument that reset() made last: the variant itself is looked up only once."""
    return function(owner.argument)
