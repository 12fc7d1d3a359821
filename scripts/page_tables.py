"""Puts the tables that a program prints between the markers of a Markdown page.

python page_tables.py --marker estimate PROGRAM PAGE            rewrite the page
python page_tables.py --marker estimate PROGRAM PAGE --check    exit code 1 when it would change
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def with_tables(page: str, tables: str, marker: str) -> str:
    """The page with what stood between the markers replaced. Each marker has to stand on a line of its own, once."""
    begin, end = f"<!-- {marker}:begin -->\n", f"<!-- {marker}:end -->\n"
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        raise ValueError(f"needs one line {begin.strip()} and, after it, one line {end.strip()}")
    before, rest = page.split(begin)
    return f"{before}{begin}\n{tables.strip()}\n\n{end}{rest.split(end)[1]}"


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
    parser.add_argument("--marker", required=True, help="of the lines that the tables stand between")
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 when the page is stale")
    arguments = parser.parse_args()
    page = arguments.page.read_text(encoding="utf-8")
    tables = subprocess.run([arguments.program], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    try:
        fresh = with_tables(page, tables, arguments.marker)
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
