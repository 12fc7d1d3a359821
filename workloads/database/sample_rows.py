"""The rows of the database and django suites, the same as sample_database.cpp makes.

    write_database(folder, ORDERS, orders=order_rows(100_000))    # in prepare()
    connection = open_database(folder)                            # in setup()
    connection.execute("SELECT amount_cents FROM orders")

Every value follows from the row's number, in whole numbers, so that both languages make the same rows.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

BODY_LENGTH = 2048
# Prime, so that the remainders run through all values in an order that is not sorted.
STRIDE = 7919

AUTHORS_AND_ARTICLES = """
    CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT NOT NULL,
                           author_id INTEGER NOT NULL REFERENCES authors (id));
"""
STORIES = """
    CREATE TABLE stories (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, views INTEGER NOT NULL);
"""
ORDERS = """
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, amount_cents INTEGER NOT NULL);
"""


def author_count(articles: int) -> int:
    """Ten articles of each author; the last author has what is left."""
    return (articles + 9) // 10


def author_rows(articles: int) -> Iterator[tuple[int, str]]:
    return ((i, f"Author {i}") for i in range(1, author_count(articles) + 1))


def article_rows(articles: int) -> Iterator[tuple[int, str, int]]:
    authors = author_count(articles)
    return ((i, f"Article {i}", 1 + i * STRIDE % authors) for i in range(1, articles + 1))


def story_rows(stories: int) -> Iterator[tuple[int, str, str, int]]:
    letters = "abcdefghijklmnopqrstuvwxyz" * (BODY_LENGTH // 26 + 2)
    bodies = [letters[start : start + BODY_LENGTH] for start in range(26)]
    return ((i, f"Story {i}", bodies[i % 26], i * STRIDE % 100_000) for i in range(1, stories + 1))


def order_rows(orders: int) -> Iterator[tuple[int, int, int]]:
    return ((i, 1 + i * 31 % 1_000, 100 + i * STRIDE % 50_000) for i in range(1, orders + 1))


def product_rows(products: int) -> Iterator[tuple[int, str, int]]:
    return ((i, f"Product {i}", 100 + i * STRIDE % 50_000) for i in range(1, products + 1))


def write_database(folder: Path, schema: str, **tables: Iterable[tuple]) -> None:
    """Writes the tables into a new file of a folder."""
    writing = sqlite3.connect(file_in(folder))
    # The file is thrown away with its run: nobody needs it to survive a loss of power.
    writing.execute("PRAGMA synchronous = OFF")
    writing.executescript(schema)
    with writing:
        for table, rows in tables.items():
            fill(writing, table, rows)
    writing.close()


def open_database(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(address_in(folder), uri=True)


def file_in(folder: Path) -> Path:
    return folder / "rows.sqlite3"


def address_in(folder: Path) -> str:
    """Of the file in a folder, opened for reading: every variant of a run reads the same file."""
    return file_in(folder).as_uri() + "?mode=ro"


def fill(connection: sqlite3.Connection, table: str, rows: Iterable[tuple]) -> None:
    columns = len(connection.execute(f"SELECT * FROM {table}").description)
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)
