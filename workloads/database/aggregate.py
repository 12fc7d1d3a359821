"""database/aggregate in Python: a sum in the program or in the database."""

from pathlib import Path

from greenbench import baseline, hotspot, variant


@hotspot(
    "database/aggregate",
    default_size=30_000,
    article_size=100_000,
    sizes=[10, 100, 1_000, 10_000, 100_000],
)
class Aggregate:
    """The amounts of all orders are added up in the program or by the database.
    Rows that never leave the database need not be turned into objects."""

    @staticmethod
    def prepare(folder: Path, n: int) -> None:
        from sample_rows import ORDERS, order_rows, write_database

        write_database(folder, ORDERS, orders=order_rows(n))

    def setup(self, n: int) -> None:
        from sample_rows import open_database

        self.connection = open_database(self.prepared)

    @baseline
    def in_application(self) -> int:
        return sum(amount_cents for (amount_cents,) in self.connection.execute("SELECT amount_cents FROM orders"))

    @variant
    def in_sql(self) -> int:
        (total,) = self.connection.execute("SELECT sum(amount_cents) FROM orders").fetchone()
        return total
