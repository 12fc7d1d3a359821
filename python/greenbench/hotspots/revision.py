"""Hotspot files of another revision of a repository: where they import from.

Their files lie in a tree of their own, but the interpreter's search path leads into the working tree: packages that are
installed in editable mode name folders there.
"""

import importlib
import sys
from pathlib import Path

OWN = Path(__file__).parent


def counterpart(path: str, repository: str, tree: str) -> str | None:
    """Where a file or folder of the working tree is in the other revision's tree; None where it is not."""
    if not Path(path).is_absolute() or not Path(path).resolve().is_relative_to(repository):
        return None
    there = Path(tree) / Path(path).resolve().relative_to(repository)
    return str(there) if there.exists() else None


def use_tree(repository: str, tree: str) -> None:
    """Imports come from the tree wherever they came from the working tree before."""
    sys.path[:] = [entry if Path(entry) == OWN else counterpart(entry, repository, tree) or entry for entry in sys.path]
    sys.path_importer_cache.clear()
    importlib.invalidate_caches()


def imported_from_elsewhere(repository: str, tree: str) -> list[str]:
    """Modules that were imported from the working tree although the other revision has them, too: "name (file)"."""
    files = {name: getattr(module, "__file__", None) for name, module in sorted(sys.modules.items())}
    return [
        f"{name} ({file})"
        for name, file in files.items()
        if isinstance(file, str) and Path(file).parent != OWN and counterpart(file, repository, tree)
    ]
