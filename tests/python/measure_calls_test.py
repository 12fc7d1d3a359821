"""measure() and log_energy() around blocks and functions: results, exceptions, reports, wrong arguments."""

import asyncio
import contextlib
import functools
import io
import json
import tempfile
import unittest
from collections.abc import AsyncIterator, Coroutine, Iterator

import greenbench
from greenbench import Measurement, log_energy, measure

METER = greenbench.Meter(source="estimate")


class Reports(unittest.TestCase):
    def setUp(self) -> None:
        self.measured: list[Measurement] = []
        self.measure = functools.partial(measure, meter=METER, report=self.measured.append)


class Blocks(Reports):
    def test_values_are_known_when_the_block_has_ended(self) -> None:
        with measure(meter=METER) as m:
            for name in ("joules", "seconds", "label", "source"):
                with self.assertRaisesRegex(RuntimeError, "still open"):
                    getattr(m, name)
            self.assertEqual(repr(m), "Measurement(open)")
        self.assertGreater(m.joules, 0.0)
        self.assertGreater(m.seconds, 0.0)
        self.assertEqual((m.provenance, m.source), ("estimated", "estimate"))

    def test_an_exception_goes_on_and_is_reported(self) -> None:
        with self.assertRaises(ZeroDivisionError), self.measure(label="fails") as m:
            _ = 1 / 0
        self.assertEqual(self.measured, [m])
        self.assertEqual(m.label, "fails")
        self.assertGreater(m.seconds, 0.0)

    def test_a_block_reports_nothing_unless_it_is_asked_to(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()) as said, measure(meter=METER):
            pass
        self.assertEqual(said.getvalue(), "")

    def test_a_window_may_be_used_again_but_not_twice_at_once(self) -> None:
        window = METER.measure()
        with window as first, self.assertRaisesRegex(RuntimeError, "open already"), window:
            pass
        with window as second:
            pass
        self.assertIsNot(first, second)
        self.assertNotEqual(first.seconds, second.seconds)

    def test_default_meters_are_opened_once(self) -> None:
        from greenbench.meter import default_meter
        from greenbench.settings import settings_of

        with measure(source="estimate"):
            pass
        self.assertIs(default_meter(settings_of(source="estimate")), default_meter(settings_of(source="estimate")))


class Functions(Reports):
    def test_a_decorated_function_keeps_its_result_and_its_name(self) -> None:
        @self.measure(label="build")
        def build(a: int, *, b: int) -> int:
            """Builds."""
            return a + b

        self.assertEqual(build(1, b=2), 3)
        self.assertEqual((build.__name__, build.__doc__), ("build", "Builds."))
        self.assertEqual([m.label for m in self.measured], ["build"])

    def test_a_bare_decorator_prints_one_line(self) -> None:
        @measure(meter=METER)
        def quick() -> int:
            return 5

        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertEqual(quick(), 5)
        self.assertRegex(
            said.getvalue(),
            r"^greenbench: \S*quick: ~[\d.e-]+ J, [\d.e-]+ s, ~[\d.e-]+ W, [\d.e-]+ CPU s; estimated: estimate\n$",
        )

    def test_it_needs_no_parentheses(self) -> None:
        @measure
        def quick() -> int:
            return 5

        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertEqual(quick(), 5)
        self.assertEqual(said.getvalue().count("\n"), 1)

    def test_coroutine_functions_are_measured_until_they_end(self) -> None:
        @self.measure(label="wait")
        async def wait(seconds: float) -> float:
            await asyncio.sleep(seconds)
            return seconds

        async def twice() -> list[float]:
            return await asyncio.gather(wait(0.02), wait(0.04))

        self.assertEqual(asyncio.run(twice()), [0.02, 0.04])
        self.assertEqual(len(self.measured), 2)
        self.assertGreater(self.measured[1].seconds, 0.03)

    def test_functions_that_return_a_coroutine_are_measured_until_it_ends(self) -> None:
        async def wait() -> int:
            await asyncio.sleep(0.02)
            return 5

        def other_decorator() -> Coroutine[object, object, int]:
            return wait()

        self.assertEqual(asyncio.run(self.measure(other_decorator)()), 5)
        self.assertEqual(len(self.measured), 1)
        self.assertGreater(self.measured[0].seconds, 0.015)

    def test_recursion_nests(self) -> None:
        @self.measure
        def factorial(n: int) -> int:
            return 1 if n <= 1 else n * factorial(n - 1)

        self.assertEqual(factorial(5), 120)
        seconds = [m.seconds for m in self.measured]
        self.assertEqual(len(seconds), 5)
        self.assertEqual(seconds, sorted(seconds), "the innermost call ends first and is the shortest")

    def test_methods_of_all_kinds(self) -> None:
        decorate = self.measure

        class Work:
            @decorate
            def plain(self) -> str:
                return "plain"

            @decorate
            @classmethod
            def of_class(cls) -> str:
                return cls.__name__

            @classmethod
            @decorate
            def of_class_inside(cls) -> str:
                return cls.__name__

            @decorate
            @staticmethod
            def static() -> str:
                return "static"

        work = Work()
        self.assertEqual(
            [work.plain(), Work.of_class(), work.of_class_inside(), Work.static()], ["plain", "Work", "Work", "static"]
        )
        self.assertEqual(self.measured[0].label, Work.plain.__qualname__)
        self.assertEqual(len(self.measured), 4)

    def test_partial_functions_and_objects_that_can_be_called(self) -> None:
        class Adder:
            def __call__(self, a: int, b: int) -> int:
                return a + b

        self.assertEqual(self.measure(functools.partial(Adder(), 1))(2), 3)
        self.assertEqual(self.measure(len)("four"), 4)
        self.assertEqual(self.measured[1].label, "len")

    def test_an_exception_of_a_function_is_reported_too(self) -> None:
        @self.measure
        def fails() -> None:
            raise KeyError("x")

        with self.assertRaises(KeyError):
            fails()
        self.assertEqual(len(self.measured), 1)

    def test_generator_functions_are_refused_with_what_to_do(self) -> None:
        def numbers() -> Iterator[int]:
            yield 1

        async def later() -> AsyncIterator[int]:
            yield 1

        for function in (numbers, later, functools.partial(numbers)):
            with self.assertRaisesRegex(TypeError, "is a generator function.* measure the loop that consumes it"):
                measure(function)


class Lines(unittest.TestCase):
    KEYS = ("metric", "label", "energy_kwh", "co2_grams", "joules", "seconds", "watts", "provenance", "source")

    def lines_of(self, meter: greenbench.Meter) -> list[dict]:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            with log_energy("block", meter=meter):
                pass

            @log_energy("function", meter=meter)
            def work() -> None: ...

            work()
        return [json.loads(line) for line in printed.getvalue().splitlines()]

    def test_a_line_of_json_for_each_block_and_call(self) -> None:
        lines = self.lines_of(greenbench.Meter(source="estimate", carbon=360))
        self.assertEqual([line["label"] for line in lines], ["block", "function"])
        for line in lines:
            self.assertEqual(tuple(line), self.KEYS)
            self.assertEqual((line["metric"], line["provenance"], line["source"]), ("energy", "estimated", "estimate"))
            self.assertAlmostEqual(line["energy_kwh"], line["joules"] / 3.6e6)
            self.assertAlmostEqual(line["co2_grams"], line["joules"] / 1e4)

    def test_what_is_not_known_is_null(self) -> None:
        self.assertIsNone(self.lines_of(METER)[0]["co2_grams"])


class WrongArguments(unittest.TestCase):
    def test_unknown_sources_and_places_are_value_errors_that_name_the_parameter(self) -> None:
        for options, text in (
            ({"source": "powrcap"}, "^source: unknown source 'powrcap'.*did you mean"),
            ({"source": "powercap,estimate"}, "^source: .*cannot be used together"),
            ({"source": []}, "^source: "),
            ({"source": "estimate", "carbon": "Atlantis"}, "^carbon: 'Atlantis' is neither"),
            ({"source": "estimate", "carbon": -1}, "^carbon: "),
            ({"source": "estimate", "power_model": "/no/such.toml"}, "^power_model: "),
            ({"source": "estimate", "roots": greenbench.Roots(procfs="/nowhere")}, "^roots.procfs: /nowhere"),
        ):
            with self.subTest(options=options), self.assertRaisesRegex(ValueError, text):
                greenbench.Meter(**options)

    def test_what_cannot_be_read_is_cannot_measure(self) -> None:
        with tempfile.TemporaryDirectory() as empty:
            for options in ({"source": "powercap"}, {"source": "estimate", "require_measured": True}):
                with self.assertRaises(greenbench.CannotMeasure) as raised:
                    greenbench.Meter(roots=greenbench.Roots(sysfs=empty, devfs=empty), **options)
                self.assertIsInstance(raised.exception, RuntimeError)

    def test_wrong_types_are_type_errors(self) -> None:
        for call in (
            lambda: measure("label"),
            lambda: measure(int),
            lambda: measure(label=3),
            lambda: measure(report=3),
            lambda: measure(meter="auto"),
            lambda: measure(source=3),
            lambda: measure(carbon=[1]),
            lambda: measure(None, "label"),
            lambda: log_energy(print),
            lambda: log_energy(),
        ):
            with self.assertRaises(TypeError):
                call()

    def test_a_meter_has_its_own_source_and_carbon(self) -> None:
        for options in ({"source": "estimate"}, {"carbon": "DEU"}):
            with self.assertRaisesRegex(ValueError, "belong to the meter"):
                measure(meter=METER, **options)


if __name__ == "__main__":
    unittest.main(verbosity=2)
