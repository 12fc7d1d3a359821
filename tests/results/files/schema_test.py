"""Checks run.json documents against their JSON Schema, and the schema against broken documents.

    python3 schema_test.py results/schemas/run.schema.json tests/golden/measured.json ...

Each document must be valid. Then every key in it is removed once, every object is given a key too many, and every
value is replaced by one of another type: the schema must refuse each of these, or it is not strict.
"""

import copy
import json
import sys
from pathlib import Path

import jsonschema

# The machine's own fields: any name and any text is right.
FREE_FORM = ("environment",)


def places(value, path=()):
    """Yields the path of every value, one entry per list: entries of a list share one shape."""
    yield path
    if isinstance(value, dict):
        for key, child in value.items():
            yield from places(child, (*path, key))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def without(document, path):
    broken = copy.deepcopy(document)
    del at(broken, path[:-1])[path[-1]]
    return broken


def with_value(document, path, value):
    broken = copy.deepcopy(document)
    at(broken, path[:-1])[path[-1]] = value
    return broken


def mutations(document):
    """Yields (what was done, broken document)."""
    for path in places(document):
        name = ".".join(str(step) for step in path) or "the document"
        value = at(document, path)
        if isinstance(value, dict) and path[-1:] != FREE_FORM:
            yield (
                f"a key too many in {name}",
                {**document, "surplus": 1} if not path else with_value(document, (*path, "surplus"), 1),
            )
        if not path:
            continue
        yield f"{name} of another type", with_value(document, path, True if not isinstance(value, bool) else "true")
        if isinstance(path[-1], str) and path[:-1] != FREE_FORM:
            yield f"{name} missing", without(document, path)


def failures(validator, path):
    document = json.loads(path.read_text(encoding="utf-8"))
    for error in validator.iter_errors(document):
        yield f"{path}: {error.json_path}: {error.message}"
    for what, broken in mutations(document):
        if validator.is_valid(broken):
            yield f"{path}: the schema accepts {what}"


def main(arguments):
    if len(arguments) < 2:
        print(__doc__)
        return 2
    schema = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    found = [failure for document in arguments[1:] for failure in failures(validator, Path(document))]
    print("\n".join(found) if found else f"{len(arguments) - 1} documents agree with the schema")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
