"""What greenbench.hotspots.inputs sees of arrays, and what it leaves alone: python -I inputs_test.py

tests/workloads/unfit_variant_test.cpp goes the whole way through the program, which can load NumPy only once.
"""

import importlib.util
import sys
import unittest
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

WORKLOADS = Path(__file__).resolve().parents[2] / "workloads"
HAS_NUMPY = importlib.util.find_spec("numpy") is not None
HAS_DJANGO = importlib.util.find_spec("django") is not None


def changed(value: object, variant: Callable[[SimpleNamespace], object]) -> bool:
    """Whether a variant is seen to have changed self.value."""
    from greenbench.hotspots.inputs import InputWatch

    made = SimpleNamespace(value=value)
    watch = InputWatch(made)
    watch.begin()
    variant(made)
    objection = watch.objection((), False)
    return objection is not None and objection.startswith("changes self.value")


@unittest.skipUnless(HAS_NUMPY, "needs numpy")
class Arrays(unittest.TestCase):
    def test_elements_count_wherever_they_are(self) -> None:
        import numpy

        def change(made: SimpleNamespace) -> None:
            made.value[2, 1] = 2

        for array in (
            numpy.ones((3, 4)),
            numpy.ones((3, 4))[:, ::2],
            numpy.ones((3, 4)).T,
            numpy.zeros((2_000, 2_000)),
        ):
            self.assertTrue(changed(array, change))
            self.assertFalse(changed(array, lambda made: made.value * 2))

    def test_arrays_inside_of_containers_count(self) -> None:
        import numpy

        def change(made: SimpleNamespace) -> None:
            made.value["a"][0] = 2

        self.assertTrue(changed({"a": numpy.ones(1_000_000), "b": 1}, change))
        self.assertTrue(changed({"a": numpy.array([None, 1], dtype=object)}, change))

    def test_dates_and_objects_and_single_numbers(self) -> None:
        import numpy

        def change(made: SimpleNamespace) -> None:
            made.value[0] = made.value[1]

        self.assertTrue(changed(numpy.array(["2026-01-01", "2026-01-02"], dtype="datetime64[D]"), change))
        self.assertTrue(changed(numpy.array(["a", "b"], dtype=object), change))
        self.assertFalse(changed(numpy.float64(1.5), lambda made: made.value + 1))

    def test_a_generator_of_random_numbers_that_is_drawn_from(self) -> None:
        import numpy

        self.assertTrue(changed(numpy.random.default_rng(1), lambda made: made.value.random()))


@unittest.skipUnless(HAS_DJANGO, "needs django")
class QuerySets(unittest.TestCase):
    """A query set that setup() made runs its query once, so that later calls find the rows there."""

    def setUp(self) -> None:
        import tempfile

        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        from django_shop import open_shop, sample_rows, write_shop

        write_shop(Path(folder.name), Order=sample_rows().order_rows(3))
        self.orders = open_shop(Path(folder.name)).Order.objects

    def test_looking_runs_no_query(self) -> None:
        rows = self.orders.all()
        self.assertFalse(changed(rows, lambda made: made.value.count()))
        self.assertIsNone(rows._result_cache)

    def test_one_that_keeps_its_rows_has_changed(self) -> None:
        self.assertTrue(changed(self.orders.all(), lambda made: list(made.value)))
        self.assertFalse(changed(self.orders, lambda made: list(made.value.all())))

    def test_one_that_is_returned_unread_is_lazy(self) -> None:
        from greenbench.hotspots.lazy import objection

        rows = self.orders.all()
        self.assertIn("returns a QuerySet, whose work is not done", objection(rows))
        list(rows)
        self.assertIsNone(objection(rows))


class Others(unittest.TestCase):
    def test_a_class_of_the_file_is_data(self) -> None:
        module = ModuleType("with_a_class")
        sys.modules[module.__name__] = module
        exec("class Tree:\n    def __init__(self): self.left = list(range(10))", module.__dict__)

        self.assertTrue(changed(module.Tree(), lambda made: made.value.left.pop()))
        self.assertFalse(changed(module.Tree(), lambda made: sum(made.value.left)))

    def test_a_large_object_is_sampled(self) -> None:
        made = SimpleNamespace(numbers=[float(i) for i in range(600_000)])
        self.assertTrue(changed(made, lambda made: made.value.numbers.reverse()))

    def test_a_pool_of_threads_is_left_alone(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as pool:
            self.assertFalse(changed(pool, lambda made: made.value.submit(abs, 1).result()))


sys.dont_write_bytecode = True
sys.path[:0] = [str(WORKLOADS / folder) for folder in ("../python", "database", "django")]
if __name__ == "__main__":
    unittest.main(verbosity=2)
