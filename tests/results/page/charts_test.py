"""The charts of the HTML report, by the real consumer of their specifications.

charts_test.py results/page/charts
"""

import json
import runpy
import subprocess
import sys
import unittest

import altair
import vl_convert

sys.dont_write_bytecode = True
SCRIPT = sys.argv.pop(1)
draw = runpy.run_path(SCRIPT)["draw"]
HOSTILE = '</script><b onclick="x">&'


def hotspot(energy: bool = True, samples: int = 30) -> dict:
    names = ["python:concat", "python:join", f"cpp:{HOSTILE}"]
    centres = [2.0e-3, 1.0e-3, 4.0e-5]
    comparison = {"variant": names[1], "baseline": names[0], "ratio": 2.0, "low": 1.9, "high": 2.1, "verdict": "saves"}
    unknown = {"variant": names[2], "baseline": names[0], "ratio": 50.0, "low": None, "high": None}
    count = range(samples)
    return {
        "name": "strings/build, n = 30,000",
        "energy": energy,
        "compares_energy": energy,
        "variants": [
            {
                "name": name,
                "baseline": i == 0,
                "joules": centre if energy else None,
                "seconds": 0.5 * centre,
                "centre": centre,
            }
            for i, (name, centre) in enumerate(zip(names, centres, strict=True))
        ],
        "comparisons": [
            comparison | {"text": "2.00x less (1.90 to 2.10)"},
            unknown | {"verdict": "inconclusive", "text": "50.0x less (no interval)"},
        ],
        "counters": [{"variant": names[1], "counter": "minor faults", "ratio": 0.5}],
        "samples": {
            "measured": 3 * samples + 7,
            "variant": [i % 3 for i in count],
            "round": [i // 6 for i in count],
            "minutes": [0.01 * i for i in count],
            "cost": [centres[i % 3] * (1 + 0.01 * (i % 5)) for i in count],
        },
    }


def sweep() -> dict:
    points = [{"variant": "python:loop", "size": n, "cost": 1e-6 * n} for n in (10, 100, 1000)]
    points += [{"variant": "cpp:flat", "size": n, "cost": 5e-5} for n in (10, 100, 1000)]
    crossover = {"variant": "cpp:flat", "baseline": "python:loop", "above": True, "size": 50.0}
    return {"name": "mine/loop", "energy": True, "points": points, "crossovers": [crossover]}


def data_of(hotspots: list[dict], sweeps: list[dict], estimated: bool = False) -> dict:
    data = {"estimated": estimated, "level": 0.95, "margin": 0.02, "most_samples": 500}
    return data | {"hotspots": hotspots, "sweeps": sweeps}


def drawn(hotspots: list[dict], sweeps: list[dict], estimated: bool = False) -> list[dict]:
    return draw(altair, data_of(hotspots, sweeps, estimated))


def printed(data: dict, *flags: str) -> dict:
    """What the script itself writes."""
    command = [sys.executable, "-I", "-B", *flags, SCRIPT]
    done = subprocess.run(command, input=json.dumps(data), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def with_samples(chart: dict) -> dict:
    """As the page's script does it."""
    rows = [{"variant": "python:join", "round": 1, "minutes": 0.1, "cost": 1e-3, "relative": 1.0, "row": 1.1}]
    return chart["spec"] | {"datasets": chart["spec"].get("datasets", {}) | {"samples": rows}}


class Charts(unittest.TestCase):
    def test_every_chart_of_a_report_is_drawn_and_said_in_words(self) -> None:
        charts = drawn([hotspot(), hotspot()], [sweep()])
        found = [(chart["place"], chart["index"], chart["title"]) for chart in charts]
        kinds = ["How much less energy", "Why: counters against the baseline's", "Energy and time"]
        kinds += ["Single repetitions", "The same over time"]
        expected = [("hotspot", i, kind) for i in (0, 1) for kind in kinds]
        self.assertEqual(found, [*expected, ("sweep", 0, "Cost over the problem's size")])
        for chart in charts:
            self.assertGreater(len(chart["alternative"]), 40)
            self.assertIn("<svg", vl_convert.vegalite_to_svg(with_samples(chart)))
        self.assertIn("2.00x less (1.90 to 2.10), saves", charts[0]["alternative"])

    def test_charts_say_where_the_joules_come_from(self) -> None:
        for estimated, words in ((True, "Joules are estimated, not measured."), (False, "Joules are measured.")):
            for chart in drawn([hotspot()], [sweep()], estimated):
                if "counters" not in chart["title"]:
                    self.assertIn(words, chart["caption"])

    def test_ratios_of_time_are_called_so_where_joules_are_known_for_some(self) -> None:
        forest = drawn([hotspot() | {"compares_energy": False}], [])[0]
        self.assertEqual(forest["title"], "How much less time")
        self.assertIn("Joules are unknown here", forest["caption"])

    def test_the_band_is_the_margin_in_both_directions(self) -> None:
        forest = drawn([hotspot()], [])[0]
        (band,) = [layer for layer in forest["spec"]["layer"] if layer["mark"]["type"] == "rect"]
        self.assertEqual(band["data"]["values"], [{"from": 1 / 1.02, "to": 1.02}])
        self.assertIn("within 2% of the same", forest["caption"])

    def test_in_every_chart_of_ratios_less_is_on_the_right(self) -> None:
        ratios, counters = drawn([hotspot()], [])[:2]
        for chart, field in ((ratios, "ratio"), (counters, "factor")):
            points = [layer for layer in chart["spec"]["layer"] if layer["mark"]["type"] == "point"]
            self.assertEqual([point["data"]["values"][0][field] for point in points], [2.0])

    def test_variants_that_never_vary_need_no_outline(self) -> None:
        steady = hotspot()
        steady["samples"]["cost"] = [1e-3] * len(steady["samples"]["cost"])
        violins = drawn([steady], [])[3]
        self.assertNotIn("area", [layer["mark"]["type"] for layer in violins["spec"]["layer"]])
        self.assertIn("<svg", vl_convert.vegalite_to_svg(with_samples(violins)))

    def test_axes_have_round_numbers(self) -> None:
        ticks_between = runpy.run_path(f"{SCRIPT}/axes.py")["ticks_between"]
        self.assertEqual(ticks_between(0.9, 1100), [1, 10, 100, 1000])
        self.assertEqual(ticks_between(0.9, 40), [1, 3, 10, 30])
        self.assertEqual(ticks_between(0.9, 9), [1, 2, 5])
        self.assertEqual(ticks_between(59, 71), [60, 65, 70])
        self.assertEqual(ticks_between(7, 7), [7])
        self.assertLessEqual(len(ticks_between(1e-9, 1e9)), 10)

    def test_lines_of_equal_power_have_their_watts(self) -> None:
        chart = drawn([hotspot()], [])[2]
        texts = [layer for layer in chart["spec"]["layer"] if layer["mark"]["type"] == "text"]
        rows = [row for layer in texts for row in layer["data"]["values"]]
        self.assertIn("2 W", [row["power"] for row in rows])
        for row in rows:
            self.assertAlmostEqual(row["joules"] / row["seconds"], float(row["power"].removesuffix(" W")))

    def test_marks_of_estimates_are_hollow(self) -> None:
        for estimated in (True, False):
            forest = drawn([hotspot()], [], estimated)[0]
            marks = [layer["mark"] for layer in forest["spec"]["layer"] if layer["mark"]["type"] == "point"]
            self.assertEqual([mark["filled"] for mark in marks], [not estimated])

    def test_without_joules_seconds_are_shown_and_no_power(self) -> None:
        charts = drawn([hotspot(energy=False)], [])
        self.assertEqual(charts[0]["title"], "How much less time")
        self.assertNotIn("Energy and time", [chart["title"] for chart in charts])
        self.assertIn("Joules are unknown here; seconds are shown.", charts[0]["caption"])

    def test_thinned_samples_are_said_to_be_so(self) -> None:
        violins = drawn([hotspot()], [])[3]
        self.assertIn("30 of 97 valid repetitions, at most 500 of a variant, evenly taken.", violins["caption"])

    def test_a_failed_hotspot_has_no_charts(self) -> None:
        empty = {"measured": 0, "variant": [], "round": [], "minutes": [], "cost": []}
        failed = {
            "name": "x",
            "energy": False,
            "compares_energy": False,
            "variants": [],
            "comparisons": [],
            "counters": [],
            "samples": empty,
        }
        self.assertEqual(drawn([failed], []), [])

    def test_the_script_gives_the_charts_and_a_library_that_cannot_end_the_pages_script(self) -> None:
        data = data_of([hotspot()], [])
        result = printed(data)
        self.assertEqual(result["missing"], "")
        self.assertEqual(result["charts"], json.loads(json.dumps(draw(altair, data))))
        self.assertIn("vegaEmbed", result["library"])
        self.assertNotIn("</script", result["library"].lower())

    def test_without_altair_the_reason_is_given(self) -> None:
        # No site packages: an interpreter without any package.
        result = printed(data_of([], []), "-S")
        self.assertEqual(result, {"library": "", "missing": "needs altair", "charts": []})


if __name__ == "__main__":
    unittest.main(verbosity=2)
