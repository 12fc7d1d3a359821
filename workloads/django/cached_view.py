"""django/cached_view: a page rendered for each request, or taken from the cache in local memory."""

from pathlib import Path

from greenbench import baseline, hotspot, variant


@hotspot(
    "django/cached_view",
    default_size=500,
    sizes=[10, 100, 1_000, 10_000],
    needs=("django",),
)
class CachedView:
    """A list of products is queried and rendered for each request, or comes out of a cache that is warm or cold.
    A cold cache is filled on the way, and a hit still has to pass through Django."""

    @staticmethod
    def prepare(folder: Path, n: int) -> None:
        from django_shop import sample_rows, write_shop

        write_shop(folder, Product=sample_rows().product_rows(n))

    def setup(self, n: int) -> None:
        from django_shop import open_shop

        open_shop(self.prepared)
        from django.core.cache import cache
        from django.test import Client

        self.cache = cache
        self.client = Client()
        # Of an earlier size, in this process. From here on the cache is always full between two calls: `cached_cold`
        # empties it and leaves it filled.
        cache.clear()
        self.cached()

    @baseline
    def uncached(self) -> bytes:
        return self.client.get("/uncached/").content

    @variant
    def cached(self) -> bytes:
        return self.client.get("/cached/").content

    @variant
    def cached_cold(self) -> bytes:
        self.cache.clear()
        return self.client.get("/cached/").content
