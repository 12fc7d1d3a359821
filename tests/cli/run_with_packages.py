"""Runs a script that needs packages, or skips it: python -I run_with_packages.py scipy,numpy SCRIPT [ARGUMENT...]

The exit code of a skipped script is 77, which ctest knows as skipped.
"""

import importlib.util
import runpy
import sys

needed = sys.argv[1].split(",")
missing = [name for name in needed if importlib.util.find_spec(name) is None]
if missing:
    print(f"skipped: not available: needs {', '.join(missing)}")
    sys.exit(77)
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
