"""Writes the first block of code in a language that a Markdown page shows.

code_of_page.py docs/hotspots-writing.md cpp build/page_example.cpp
"""

import re
import sys
from pathlib import Path


def main() -> None:
    page, language, target = sys.argv[1:]
    found = re.search(rf"^```{language}\n(.*?)^```$", Path(page).read_text(), re.MULTILINE | re.DOTALL)
    if found is None:
        sys.exit(f"{page}: no block of {language}")
    Path(target).write_text(found.group(1))


if __name__ == "__main__":
    main()
