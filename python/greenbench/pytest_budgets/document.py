"""The file of --energy-report; results/schemas/pytest-energy.schema.json describes it."""

import json
from collections import Counter
from collections.abc import Sequence

from greenbench import _native
from greenbench.pytest_budgets.costs import LEVEL
from greenbench.pytest_budgets.entry import TestEntry
from greenbench.pytest_budgets.outcome import Outcome
from greenbench.pytest_budgets.settings import Settings

VERSION = 1


def document(entries: Sequence[TestEntry], settings: Settings) -> str:
    """The whole text. Every key is always there; what is not known is null."""
    counts = Counter(entry["outcome"] for entry in entries)
    content = {
        "pytest_energy_schema_version": VERSION,
        "greenbench_version": _native.version,
        "settings": {
            "source": settings.source,
            "carbon": settings.carbon,
            "undecided": settings.undecided,
            "allow_estimate": settings.allow_estimate,
            "level": LEVEL,
        },
        "counts": {outcome.value: counts[outcome.value] for outcome in Outcome},
        "tests": list(entries),
    }
    return json.dumps(content, indent=2, allow_nan=False) + "\n"
