"""Writes the first block of code in a language that a Markdown page shows, or that a section of it shows.

code_of_page.py docs/hotspots-writing.md cpp build/page_example.cpp ["In C++"]
"""

import re
import sys
from pathlib import Path


def main() -> None:
    page, language, target, *heading = sys.argv[1:]
    text = Path(page).read_text()
    for title in heading:
        section = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        if section is None:
            sys.exit(f"{page}: no section {title}")
        text = section.group(1)
    found = re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if found is None:
        sys.exit(f"{page}: no block of {language}{' in ' + heading[0] if heading else ''}")
    Path(target).write_text(found.group(1))


if __name__ == "__main__":
    main()
