"""How many statements each variant of the database and django suites runs: python -I queries_test.py

A variant that runs another number of queries than its name says would measure something else, and still give the
right answer.
"""

import importlib.util
import sys
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

WORKLOADS = Path(__file__).resolve().parents[2] / "workloads"
HAS_DJANGO = importlib.util.find_spec("django") is not None


def load(hotspot_id: str) -> type:
    """The class of a hotspot, from its file."""
    file = WORKLOADS / f"{hotspot_id}.py"
    name = hotspot_id.replace("/", "_")
    spec = importlib.util.spec_from_file_location(name, file)
    module: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module.__greenbench_hotspots__[0].definition


class Statements(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def set_up(self, hotspot_id: str, size: int) -> object:
        definition = load(hotspot_id)
        made = definition()
        made.prepared = Path(tempfile.mkdtemp(dir=self.folder))
        definition.prepare(made.prepared, size)
        made.setup(size)
        return made

    def sqlite_statements(self, hotspot: object, variant: str) -> list[str]:
        seen: list[str] = []
        hotspot.connection.set_trace_callback(seen.append)
        getattr(hotspot, variant)()
        hotspot.connection.set_trace_callback(None)
        return seen

    def django_statements(self, run: Callable[[], object]) -> list[str]:
        from django.db import connection

        seen: list[str] = []

        def note(execute: Callable, sql: str, *more: object) -> object:
            seen.append(sql)
            return execute(sql, *more)

        with connection.execute_wrapper(note):
            run()
        return seen

    def test_database_n_plus_one(self) -> None:
        hotspot = self.set_up("database/n_plus_one", 20)
        counts = {name: len(self.sqlite_statements(hotspot, name)) for name in ("n_plus_one", "join", "two_queries")}
        self.assertEqual(counts, {"n_plus_one": 21, "join": 1, "two_queries": 2})

    def test_database_columns_and_aggregate_differ_in_what_they_ask_for(self) -> None:
        columns = self.set_up("database/columns", 2)
        self.assertEqual(self.sqlite_statements(columns, "select_star"), ["SELECT * FROM stories ORDER BY id"])
        self.assertNotIn("body", self.sqlite_statements(columns, "select_needed")[0])
        aggregate = self.set_up("database/aggregate", 2)
        self.assertNotIn("sum", self.sqlite_statements(aggregate, "in_application")[0])
        self.assertIn("sum", self.sqlite_statements(aggregate, "in_sql")[0])

    def test_database_iterate_asks_for_the_same_rows(self) -> None:
        hotspot = self.set_up("database/iterate", 5_000)
        statements = [self.sqlite_statements(hotspot, name) for name in ("fetchall", "cursor", "fetchmany_2000")]
        self.assertEqual([len(seen) for seen in statements], [1, 1, 1])
        self.assertEqual(statements[0], statements[1])
        self.assertEqual(statements[0], statements[2])

    @unittest.skipUnless(HAS_DJANGO, "needs django")
    def test_django_n_plus_one(self) -> None:
        hotspot = self.set_up("django/n_plus_one", 20)
        counts = {
            name: len(self.django_statements(getattr(hotspot, name)))
            for name in ("lazy", "select_related", "prefetch_related")
        }
        self.assertEqual(counts, {"lazy": 21, "select_related": 1, "prefetch_related": 2})

    @unittest.skipUnless(HAS_DJANGO, "needs django")
    def test_django_columns(self) -> None:
        hotspot = self.set_up("django/columns", 2)
        for name, reads_body in (("all", True), ("only", False), ("defer", False), ("values_list", False)):
            statements = self.django_statements(getattr(hotspot, name))
            self.assertEqual(len(statements), 1, name)
            self.assertEqual("body" in statements[0], reads_body, name)

    @unittest.skipUnless(HAS_DJANGO, "needs django")
    def test_django_iterator_and_aggregate(self) -> None:
        iterator = self.set_up("django/iterator", 5_000)
        for run in (iterator.all, iterator.iterator_2000):
            self.assertEqual(len(self.django_statements(run)), 1)
        aggregate = self.set_up("django/aggregate", 2)
        self.assertNotIn("SUM", self.django_statements(aggregate.in_python)[0])
        self.assertIn("SUM", self.django_statements(aggregate.aggregate)[0])

    @unittest.skipUnless(HAS_DJANGO, "needs django")
    def test_django_cached_view(self) -> None:
        hotspot = self.set_up("django/cached_view", 2)
        # In this order and in the other one: the cache is full whenever `cached` begins.
        for name, queries in (("cached", 0), ("cached_cold", 1), ("uncached", 1), ("cached", 0)):
            self.assertEqual(len(self.django_statements(getattr(hotspot, name))), queries, name)

    @unittest.skipUnless(HAS_DJANGO, "needs django")
    def test_a_cached_page_is_the_page_of_its_own_size(self) -> None:
        for size in (3, 1):
            page = self.set_up("django/cached_view", size).cached()
            self.assertEqual(page.count(b"<tr>"), size)

    @unittest.skipUnless(HAS_DJANGO, "needs django")
    def test_django_keeps_no_log_of_queries_and_its_connection(self) -> None:
        from django.conf import settings
        from django.db import connection

        hotspot = self.set_up("django/cached_view", 2)
        hotspot.uncached()
        self.assertFalse(settings.DEBUG)
        self.assertEqual(connection.queries, [])
        opened = connection.connection
        self.assertIsNotNone(opened)
        hotspot.uncached()
        self.assertIs(connection.connection, opened)


sys.dont_write_bytecode = True
sys.path[:0] = [str(WORKLOADS / folder) for folder in ("../python", "database", "django")]
if __name__ == "__main__":
    unittest.main(verbosity=2)
