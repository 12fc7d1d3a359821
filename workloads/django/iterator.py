"""django/iterator: all objects at once or in chunks."""

from pathlib import Path

from greenbench import baseline, hotspot, variant


@hotspot(
    "django/iterator",
    default_size=4_000,
    article_size=500_000,
    sizes=[100, 1_000, 10_000, 100_000, 500_000],
    needs=("django",),
)
class Iterator:
    """The amounts of all orders are added up while Django holds every order, or two thousand at a time.
    A query set keeps what it has read, which a job that runs through a table once does not need."""

    @staticmethod
    def prepare(folder: Path, n: int) -> None:
        from django_shop import sample_rows, write_shop

        write_shop(folder, Order=sample_rows().order_rows(n))

    def setup(self, n: int) -> None:
        from django_shop import open_shop

        self.orders = open_shop(self.prepared).Order.objects

    @baseline
    def all(self) -> int:
        total = 0
        for order in self.orders.all():
            total += order.amount_cents
        return total

    @variant
    def iterator_2000(self) -> int:
        total = 0
        for order in self.orders.iterator(chunk_size=2_000):
            total += order.amount_cents
        return total
