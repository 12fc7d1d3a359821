"""Runs one test module of this folder on the package of the build folder.

    python -I run_unittest.py compare_test [NAME...]

`GREENBENCH_PACKAGE` is the folder that `import greenbench` is found in.
"""

import os
import sys
import unittest
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "cli"), os.environ["GREENBENCH_PACKAGE"]]
unittest.main(module=sys.argv[1], argv=sys.argv[1:], verbosity=2)
