"""django/aggregate: a sum in Python or in the database."""

from pathlib import Path

from greenbench import baseline, hotspot, variant


@hotspot(
    "django/aggregate",
    default_size=4_000,
    article_size=100_000,
    sizes=[10, 100, 1_000, 10_000, 100_000],
    needs=("django",),
)
class Aggregate:
    """The amounts of all orders are added up from Django's objects or by the database.
    An object for each row is made only to be asked for one number."""

    @staticmethod
    def prepare(folder: Path, n: int) -> None:
        from django_shop import sample_rows, write_shop

        write_shop(folder, Order=sample_rows().order_rows(n))

    def setup(self, n: int) -> None:
        from django.db.models import Sum
        from django_shop import open_shop

        self.sum = Sum
        self.orders = open_shop(self.prepared).Order.objects

    @baseline
    def in_python(self) -> int:
        return sum(order.amount_cents for order in self.orders.all())

    @variant
    def aggregate(self) -> int:
        return self.orders.aggregate(total=self.sum("amount_cents"))["total"]
