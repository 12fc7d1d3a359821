"""Runs one test module of this folder: python -I run_unittest.py run_test [NAME...]

Python's isolated mode leaves the script's folder off the path, so that nothing is imported by accident.
"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
unittest.main(module=sys.argv[1], argv=sys.argv[1:], verbosity=2)
