"""Programs of Python that use the package, for tests of it.

class Something(PackageTest):
    def test_it(self):
        done = self.run_python("import greenbench; print(greenbench.measure)")
"""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from emulated import TOTAL_WATTS, EmulatedMachine
from program import wait_until

__all__ = ["PACKAGE", "TOTAL_WATTS", "PackageTest", "wait_until"]

# Of the build folder; empty where the package is installed.
PACKAGE = os.environ.get("PYTHONPATH", "")


class PackageTest(EmulatedMachine):
    """A temporary folder, programs of Python run inside it, and a machine of known power for them."""

    def write(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(textwrap.dedent(text))
        return file

    def run_python(
        self, program: str | Path, *arguments: str, environment: dict[str, str] | None = None, **options: object
    ) -> subprocess.CompletedProcess[str]:
        """`program` is a file, or the text of one."""
        file = program if isinstance(program, Path) else self.write("program.py", program)
        return subprocess.run(
            [sys.executable, str(file), *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
            env={**os.environ, **(environment or {})},
            **options,
        )

    def emulated_environment(self, *flags: str) -> dict[str, str]:
        """The variables that make the package read an emulated machine of known power."""
        roots = self.emulate(*flags)
        names = [f"GREENBENCH_{flag.removeprefix('--path.').upper()}" for flag in roots[::2]]
        return dict(zip(names, roots[1::2], strict=True))
