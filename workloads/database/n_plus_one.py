"""database/n_plus_one in Python: articles with the names of their authors, by one statement or by many."""

from pathlib import Path

from greenbench import baseline, hotspot, variant


@hotspot(
    "database/n_plus_one",
    default_size=5_000,
    article_size=500,
    sizes=[10, 100, 500, 5_000, 10_000],
)
class AuthorsOfArticles:
    """Articles are listed with the names of their authors, by one query for each article or for all.
    An object-relational mapper runs the many queries unless it is told otherwise."""

    @staticmethod
    def prepare(folder: Path, n: int) -> None:
        from sample_rows import AUTHORS_AND_ARTICLES, article_rows, author_rows, write_database

        write_database(folder, AUTHORS_AND_ARTICLES, authors=author_rows(n), articles=article_rows(n))

    def setup(self, n: int) -> None:
        from sample_rows import open_database

        self.connection = open_database(self.prepared)

    @baseline
    def n_plus_one(self) -> list[tuple[str, str]]:
        # The module keeps the inner statement prepared in its cache, and only binds and runs it again.
        execute = self.connection.execute
        lines = []
        for title, author_id in execute("SELECT title, author_id FROM articles ORDER BY id"):
            (name,) = execute("SELECT name FROM authors WHERE id = ?", (author_id,)).fetchone()
            lines.append((title, name))
        return lines

    @variant
    def join(self) -> list[tuple[str, str]]:
        return self.connection.execute(
            "SELECT articles.title, authors.name FROM articles"
            " JOIN authors ON authors.id = articles.author_id ORDER BY articles.id"
        ).fetchall()

    @variant(max_size=300_000, reason="SQLite takes 32,766 parameters, one for each author")
    def two_queries(self) -> list[tuple[str, str]]:
        articles = self.connection.execute("SELECT title, author_id FROM articles ORDER BY id").fetchall()
        authors = sorted({author_id for _, author_id in articles})
        marks = ",".join("?" * len(authors))
        names = dict(self.connection.execute(f"SELECT id, name FROM authors WHERE id IN ({marks})", authors))
        return [(title, names[author_id]) for title, author_id in articles]
