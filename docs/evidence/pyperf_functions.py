"""Measures variants of a Python hotspot with pyperf: the same methods of the same file at the same size.

    source = Source.of(asking.hotspots_of(program)["strings/build"])
    timed = measure(source, ["concat", "join"], folder)
    timed["concat"].median() / timed["join"].median()

It needs pyperf in the interpreter that runs it. Greenbench embeds that interpreter's library, which Debian compiles in
another way than the program python3; library_interpreter() makes a program of the library, so that pyperf can be asked
about the same machine code.
"""

import shlex
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyperf

# Every pyperf process runs this file as a whole, so that each makes an object of its own. prepare() fills its folder in
# the first of them.
SCRIPT = """\
import importlib.util
import sys
from pathlib import Path

import pyperf

sys.path += [{python_folder!r}, {hotspot_folder!r}]
import greenbench

spec = importlib.util.spec_from_file_location("hotspot_file", {file!r})
module = importlib.util.module_from_spec(spec)
sys.modules["hotspot_file"] = module
spec.loader.exec_module(module)
(hotspot,) = [one for one in module.__greenbench_hotspots__ if one.id == {hotspot!r}]
if not Path({prepared!r}).exists():
    greenbench.prepare(hotspot, {prepared!r}, {size})
ready = greenbench.set_up(hotspot, greenbench.count_nothing, {prepared!r}, {size})
runner = pyperf.Runner()
for name in {names!r}:
    runner.bench_func(name, getattr(ready, name))
"""


@dataclass(frozen=True)
class Source:
    """Where a hotspot is and how large it is made."""

    hotspot: str
    file: Path
    size: int

    @classmethod
    def of(cls, listed: dict[str, Any]) -> "Source":
        """Of an entry of `greenbench list --json`, at its default size."""
        return cls(listed["id"], Path(listed["file"]), listed["default_size"])


def library_interpreter(folder: Path) -> Path:
    """A python that is nothing but a main() on the shared library. It knows this environment's packages."""
    program, main = folder / "python", folder / "python.c"
    main.write_text("#include <Python.h>\nint main(int count, char** words) { return Py_BytesMain(count, words); }\n")
    library = f"-lpython{sysconfig.get_config_var('LDVERSION')}"
    folders = [f"-I{sysconfig.get_path('include')}", f"-L{sysconfig.get_config_var('LIBDIR')}"]
    subprocess.run(["cc", "-O2", *folders, main, "-o", program, library], check=True)
    # A script, because only the environment says where the packages are.
    wrapper = folder / "python-with-packages"
    packages = shlex.quote(sysconfig.get_path("purelib"))
    wrapper.write_text(f'#!/bin/sh\nPYTHONPATH={packages} exec {shlex.quote(str(program))} "$@"\n')
    wrapper.chmod(0o755)
    return wrapper


def measure(
    source: Source, names: list[str], folder: Path, options: tuple[str, ...] = ()
) -> dict[str, pyperf.Benchmark]:
    """Measures `names` in one script. `folder` keeps the script and the hotspot's prepared files; `options` are
    pyperf's."""
    script, result = folder / "functions.py", folder / "functions.json"
    result.unlink(missing_ok=True)  # pyperf refuses to overwrite it
    script.write_text(
        SCRIPT.format(
            python_folder=str(source.file.parents[1] / "python"),
            hotspot_folder=str(source.file.parent),
            file=str(source.file),
            hotspot=source.hotspot,
            prepared=str(folder / "prepared"),
            size=source.size,
            names=names,
        )
    )
    done = subprocess.run([sys.executable, script, "-o", result, "--quiet", *options], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"pyperf, {source.hotspot}: exit code {done.returncode}: {done.stderr.strip()[-1000:]}")
    return {one.get_name(): one for one in pyperf.BenchmarkSuite.load(str(result)).get_benchmarks()}
