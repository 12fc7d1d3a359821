"""database/iterate in Python: all rows at once, row by row, or in batches."""

from pathlib import Path

from greenbench import baseline, hotspot, variant

ROWS = "SELECT id, customer_id, amount_cents FROM orders"


@hotspot(
    "database/iterate",
    default_size=20_000,
    article_size=500_000,
    sizes=[100, 1_000, 10_000, 100_000, 500_000],
)
class Iterate:
    """The amounts of all orders are added up while their rows come one by one, in batches or at once.
    A job that holds every row at the same time needs memory in proportion to the table."""

    @staticmethod
    def prepare(folder: Path, n: int) -> None:
        from sample_rows import ORDERS, order_rows, write_database

        write_database(folder, ORDERS, orders=order_rows(n))

    def setup(self, n: int) -> None:
        from sample_rows import open_database

        self.connection = open_database(self.prepared)

    @baseline
    def fetchall(self) -> int:
        total = 0
        for _, _, amount_cents in self.connection.execute(ROWS).fetchall():
            total += amount_cents
        return total

    @variant
    def cursor(self) -> int:
        total = 0
        for _, _, amount_cents in self.connection.execute(ROWS):
            total += amount_cents
        return total

    @variant
    def fetchmany_2000(self) -> int:
        rows = self.connection.execute(ROWS)
        total = 0
        while batch := rows.fetchmany(2_000):
            for _, _, amount_cents in batch:
                total += amount_cents
        return total
