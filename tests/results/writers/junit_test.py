"""Reads JUnit files as other programs would.

    python3 junit_test.py tests/golden/claims-measured.xml ...

Each must be XML, name every test case once, count what it contains, and say why a test failed or was skipped. Where
the package junitparser is installed it must read the same from it.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

try:
    import junitparser
except ImportError:
    junitparser = None


def counted(cases):
    return {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }


def faults(path):
    root = ElementTree.parse(path).getroot()
    if root.tag != "testsuites":
        yield f"the root is {root.tag}"
    cases = root.findall("testsuite/testcase")
    for level in [root, *root.findall("testsuite")]:
        said = {key: int(level.get(key)) for key in counted(cases)}
        if said != counted(cases):
            yield f"{level.tag} says {said}, there are {counted(cases)}"
    if len({(case.get("classname"), case.get("name")) for case in cases}) != len(cases):
        yield "a test case stands there twice"
    for case in cases:
        for outcome in [*case.findall("failure"), *case.findall("error"), *case.findall("skipped")]:
            if not outcome.get("message"):
                yield f"{case.get('name')}: no message"
    if junitparser is not None:
        yield from differences(path, cases)


def differences(path, cases):
    """What junitparser makes of it."""
    suites = junitparser.JUnitXml.fromfile(str(path))
    read = [case for suite in suites for case in suite]
    if [case.name for case in read] != [case.get("name") for case in cases]:
        yield "junitparser reads other names"
    failed = [case.name for case in read if any(isinstance(each, junitparser.Failure) for each in case.result)]
    if failed != [case.get("name") for case in cases if case.find("failure") is not None]:
        yield f"junitparser reads other failures: {failed}"
    broken = [case.name for case in read if any(isinstance(each, junitparser.Error) for each in case.result)]
    if broken != [case.get("name") for case in cases if case.find("error") is not None]:
        yield f"junitparser reads other errors: {broken}"


def main(paths):
    if not paths:
        print(__doc__)
        return 2
    found = [f"{path}: {fault}" for path in paths for fault in faults(Path(path))]
    reader = "xml.etree" if junitparser is None else "xml.etree and junitparser"
    print("\n".join(found) if found else f"{len(paths)} files agree with {reader}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
