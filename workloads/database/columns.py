"""database/columns in Python: all columns of a row or those that are needed."""

from pathlib import Path

from greenbench import baseline, hotspot, variant


@hotspot(
    "database/columns",
    default_size=5_000,
    article_size=10_000,
    sizes=[10, 100, 1_000, 10_000],
)
class Columns:
    """Articles are listed by title, with or without reading their text of two kilobytes.
    What is read and not used is copied all the same."""

    @staticmethod
    def prepare(folder: Path, n: int) -> None:
        from sample_rows import STORIES, story_rows, write_database

        write_database(folder, STORIES, stories=story_rows(n))

    def setup(self, n: int) -> None:
        from sample_rows import open_database

        self.connection = open_database(self.prepared)

    @baseline
    def select_star(self) -> list[tuple[int, str, int]]:
        rows = self.connection.execute("SELECT * FROM stories ORDER BY id")
        return [(story_id, title, views) for story_id, title, _, views in rows]

    @variant
    def select_needed(self) -> list[tuple[int, str, int]]:
        rows = self.connection.execute("SELECT id, title, views FROM stories ORDER BY id")
        return [(story_id, title, views) for story_id, title, views in rows]
