"""Puts the tables that a program prints between the markers of a Markdown page.

python simulation_tables.py PROGRAM PAGE            rewrite the page
python simulation_tables.py PROGRAM PAGE --check    exit code 1 when it would change
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

BEGIN = "<!-- simulation:begin -->\n"
END = "<!-- simulation:end -->\n"


def with_tables(page: str, tables: str) -> str:
    """The page with what stood between the markers replaced. Each marker has to stand on a line of its own, once."""
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(BEGIN) > page.index(END):
        raise ValueError(f"needs one line {BEGIN.strip()} and, after it, one line {END.strip()}")
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{tables.strip()}\n\n{END}{rest.split(END)[1]}"


def replace_file(path: Path, text: str) -> None:
    """At no moment is there a half-written page."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("page", type=Path)
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 when the page is stale")
    arguments = parser.parse_args()
    page = arguments.page.read_text(encoding="utf-8")
    tables = subprocess.run([arguments.program], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    try:
        fresh = with_tables(page, tables)
    except ValueError as error:
        print(f"{arguments.page}: {error}", file=sys.stderr)
        return 2
    if fresh == page:
        return 0
    if arguments.check:
        print(f"{arguments.page}: stale tables; ./dev docs rewrites them", file=sys.stderr)
        return 1
    replace_file(arguments.page, fresh)
    print(f"{arguments.page}: rewritten")
    return 0


if __name__ == "__main__":
    sys.exit(main())
