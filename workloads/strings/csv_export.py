"""strings/csv_export in Python: four ways to write row dictionaries as CSV lines."""

import csv
import io

from greenbench import baseline, hotspot, variant


@hotspot(
    "strings/csv_export",
    default_size=20_000,
    article_size=100_000,
    sizes=[100, 1_000, 10_000, 100_000],
)
class CsvExport:
    """Rows with an id, a name and a value become the lines of a CSV document.
    Reporting jobs write millions of such lines, so that the way of writing one adds up."""

    def setup(self, n: int) -> None:
        # Numbers are integers and names hold no comma or quote, so that every way of writing them gives the
        # same bytes, the csv module's included.
        self.rows = [{"id": i, "name": f"item {i}", "value": i * 7919 % 100_000} for i in range(n)]

    @baseline
    def concat(self) -> str:
        text = ""
        for row in self.rows:
            text += f"{row['id']},{row['name']},{row['value']}\n"
        return text

    @variant
    def join(self) -> str:
        return "".join(f"{row['id']},{row['name']},{row['value']}\n" for row in self.rows)

    @variant
    def buffer(self) -> str:
        text = io.StringIO()
        for row in self.rows:
            text.write(f"{row['id']},{row['name']},{row['value']}\n")
        return text.getvalue()

    @variant
    def csv_writer(self) -> str:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows((row["id"], row["name"], row["value"]) for row in self.rows)
        return text.getvalue()
