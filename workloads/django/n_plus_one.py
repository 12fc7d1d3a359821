"""django/n_plus_one: articles with the names of their authors, by one query or by many."""

from pathlib import Path

from greenbench import baseline, hotspot, variant


@hotspot(
    "django/n_plus_one",
    default_size=50,
    article_size=500,
    sizes=[10, 100, 500, 2_000],
    needs=("django",),
)
class AuthorsOfArticles:
    """Articles are listed with the names of their authors, which Django fetches one by one unless it is told otherwise.
    The attribute that costs a query looks like any other."""

    @staticmethod
    def prepare(folder: Path, n: int) -> None:
        from django_shop import sample_rows, write_shop

        rows = sample_rows()
        write_shop(folder, Author=rows.author_rows(n), Article=rows.article_rows(n))

    def setup(self, n: int) -> None:
        from django_shop import open_shop

        self.articles = open_shop(self.prepared).Article.objects

    @baseline
    def lazy(self) -> list[tuple[str, str]]:
        return [(article.title, article.author.name) for article in self.articles.order_by("id")]

    @variant
    def select_related(self) -> list[tuple[str, str]]:
        articles = self.articles.order_by("id").select_related("author")
        return [(article.title, article.author.name) for article in articles]

    @variant(max_size=300_000, reason="SQLite takes 32,766 parameters, one for each author")
    def prefetch_related(self) -> list[tuple[str, str]]:
        articles = self.articles.order_by("id").prefetch_related("author")
        return [(article.title, article.author.name) for article in articles]
