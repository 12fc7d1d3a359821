"""Where another process finds a function: by importing it, or not at all.

place = place_of(json.dumps)      # Place(module="json", name="dumps", file=None)
place.load()                      # the same function, in whatever process
place_of(lambda: 1)               # None: only a fork of this process has it
"""

import importlib
import importlib.util
import operator
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

MAIN_MODULE = "__greenbench_main__"
"""What a script is called where it is imported for its functions: it must not believe that it was started."""


@dataclass(frozen=True, slots=True)
class Place:
    """A module and what to look up in it. `file` is that of a script, which has no name to import it by."""

    module: str
    name: str
    file: str | None = None

    def load(self) -> Callable[..., Any]:
        """Raises ImportError or AttributeError where this process does not find it, and whatever the import raises."""
        module = importlib.import_module(self.module) if self.file is None else script(self.file)
        found: Callable[..., Any] = operator.attrgetter(self.name)(module)
        return found


def script(file: str) -> ModuleType:
    """A script as a module, executed once in this process."""
    known = sys.modules.get(MAIN_MODULE)
    if known is not None and known.__file__ == file:
        return known
    spec = importlib.util.spec_from_file_location(MAIN_MODULE, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is not a file of Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[MAIN_MODULE] = module
    spec.loader.exec_module(module)
    return module


def place_of(function: Callable[..., Any]) -> Place | None:
    """None for what has no name in a module: a lambda, a closure, a partial, a method of an object."""
    module_name = getattr(function, "__module__", None)
    name = getattr(function, "__qualname__", None)
    if module_name is None or name is None or "<" in name:
        return None
    module = sys.modules.get(module_name)
    try:
        found = operator.attrgetter(name)(module)
    except AttributeError:
        return None
    if found is not function:
        return None
    return Place(module_name, name) if module_name != "__main__" else place_in_script(module, name)


def place_in_script(module: ModuleType | None, name: str) -> Place | None:
    """Of the program itself. One that was typed at a prompt, or into a notebook, is in no file."""
    file = getattr(module, "__file__", None)
    if file is None or not Path(file).is_file():
        return None
    spec = getattr(module, "__spec__", None)
    if spec is not None and spec.name not in (None, "__main__"):  # python -m package.module
        return Place(spec.name, name)
    return Place("__main__", name, str(Path(file).resolve()))
