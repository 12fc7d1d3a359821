"""The program `greenbench`, run by this Python: python -m greenbench --suite strings

Workers are processes of the same Python, with the packages of its environment.
"""

import signal
import sys
from pathlib import Path

from greenbench import _native

START = "import sys; sys.path.append({folder!r}); from greenbench.__main__ import main; main()"
"""Runs with none of the variables that say where Python looks for packages."""


def package() -> _native.Package:
    """How the program is started again, and where its files are: beside the package, else in the source tree."""
    installed = Path(__file__).parent / "share"
    data = installed if installed.exists() else Path(__file__).resolve().parents[2]
    # Neither the current folder nor PYTHON* variables nor files that Python would write are part of a measurement.
    start = START.format(folder=str(Path(__file__).parents[1]))
    program = [sys.executable, "-P", "-B", "-c", start]
    return _native.Package(program, str(data), sys.executable)


def main() -> None:
    # Ctrl-C belongs to the program, which saves what it has measured.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_native.run_whole_program(sys.argv[1:], package()))


if __name__ == "__main__":
    main()
