"""Writes what the bundled Python hotspots say of themselves as C++: the program then knows it without an interpreter.

    describe_hotspots.py WORKLOADS OUTPUT FILE...     # each FILE as a path below the folder WORKLOADS

It runs when the program is built. Files that define no hotspot are left out, but the fingerprint is one of all files:
workloads/bundled_python.cpp takes it again, and does not trust what is written here when any file has changed.
Whether a package is installed is not written: that is known only where the program runs.
"""

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

DEFINES_HOTSPOT = re.compile(r"^@hotspot\(", re.MULTILINE)
HOTSPOT = """\
          {{.file = {file},
           .info = {{.id = {id},
                    .description = {description},
                    .default_size = {default_size}U,
                    .article_size = {article_size}U,
                    .sizes = {sizes},
                    .variants = {variants},
                    .relative_tolerance = {tolerance},
                    .file = {{}},
                    .not_available = {{}},
                    .needs_server = {needs_server},
                    .parallel = {parallel},
                    .needs = {needs}}}}},
"""
PAGE = """\
// Made by scripts/describe_hotspots.py when the program is built.
#include "workloads/described_python.hpp"

namespace greenbench {{

DescribedPython described_python() {{
  return {{
      .fingerprint = 0x{fingerprint:016x}U,
      .files = {files},
      .hotspots = {{
{hotspots}      }},
  }};
}}

}}  // namespace greenbench
"""


def fingerprint(workloads: Path, files: list[str]) -> int:
    """FNV-1a of 64 bits, over the name and the bytes of each file, each ended by a zero."""
    value = 0xCBF29CE484222325
    for file in files:
        for byte in file.encode() + b"\0" + (workloads / file).read_bytes() + b"\0":
            value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def loaded(workloads: Path, file: str) -> ModuleType:
    """The file, executed as a module, with what lies beside it within reach."""
    sys.path.append(str((workloads / file).parent))
    spec = importlib.util.spec_from_file_location(file.removesuffix(".py").replace("/", "_"), workloads / file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def text(value: str) -> str:
    """A C++ literal: JSON's escapes are C++'s, and what is not ASCII stays as it is."""
    return json.dumps(value, ensure_ascii=False)


def braces(values: list[str]) -> str:
    return "{" + ", ".join(values) + "}"


def texts(values: tuple[str, ...] | list[str]) -> str:
    return braces([text(value) for value in values])


def variant(one: object) -> str:
    limit = "{}" if one.max_size is None else f"{one.max_size}U"
    return (
        f'{{.language = "python", .name = {text(one.name)}, .baseline = {str(one.baseline).lower()}, '
        f".max_size = {limit}, .max_size_reason = {text(one.reason)}, .not_available = {{}}, "
        f".needs = {texts(one.needs)}}}"
    )


def described(file: str, hotspot: object) -> str:
    return HOTSPOT.format(
        file=text(file),
        id=text(hotspot.id),
        description=text(hotspot.description),
        default_size=hotspot.default_size,
        article_size=hotspot.article_size,
        sizes=braces([f"{size}U" for size in hotspot.sizes]),
        variants=braces([variant(one) for one in hotspot.variants]),
        tolerance=repr(float(hotspot.tolerance)),
        needs_server=str(hotspot.needs_server).lower(),
        parallel=str(hotspot.parallel).lower(),
        needs=texts(hotspot.needs),
    )


def main(workloads: Path, output: Path, files: list[str]) -> None:
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(workloads.parent / "python"))
    hotspots = ""
    for file in files:
        # Modules that hotspots import may need packages; loading them is for those who measure.
        if DEFINES_HOTSPOT.search((workloads / file).read_text(encoding="utf-8")):
            hotspots += "".join(
                described(file, one) for one in vars(loaded(workloads, file))["__greenbench_hotspots__"]
            )
    page = PAGE.format(fingerprint=fingerprint(workloads, files), files=texts(files), hotspots=hotspots)
    output.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
