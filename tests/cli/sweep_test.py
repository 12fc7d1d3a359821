"""A sweep over sizes, from the flag to the table: the crossover of two variants whose costs are known."""

import unittest

from program import SMALL, ProgramTest

# The same loop: n rounds against a fixed number of rounds, so that the cheaper one changes at that number.
SWEPT = """
    from greenbench import baseline, hotspot, variant

    CROSSOVER = 3_000

    def rounds(count):
        total = 0
        for i in range(count):
            total += i & 1
        return total

    @hotspot("mine/rounds", default_size=1_000, sizes=[300, 1_000, 10_000, 100_000])
    class Rounds:
        '''One loop as long as the problem, against one of a fixed length.'''
        def setup(self, n):
            self.n = n
        @baseline
        def growing(self):
            rounds(self.n)
        @variant
        def fixed(self):
            rounds(CROSSOVER)
"""


class Sweep(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        path = self.hotspot_file(SWEPT)
        arguments = [*SMALL, "--quick", "--file", path, "--sweep", "--source", "estimate"]
        self.result = self.run_program("run", *arguments, "--out", "run")
        self.assertEqual(self.result.returncode, 0, self.result.stderr)

    def test_every_size_is_measured_and_the_crossover_is_where_the_costs_are_equal(self) -> None:
        run = self.saved_run("run")
        sizes = [hotspot["size"] for hotspot in run["plan"]["hotspots"] if hotspot["id"] == "mine/rounds"]
        self.assertEqual(sizes, [300, 1_000, 10_000, 100_000])
        (sweep,) = run["analysis"]["sweeps"]
        self.assertEqual(sweep["hotspot"], "mine/rounds")
        growing = next(variant for variant in sweep["variants"] if variant["variant"] == "python:growing")
        # Loops over the small integers that CPython keeps are a little cheaper, so that n log n can be nearer than n.
        self.assertIn(growing["time_fit"]["law"], ("n", "n log n"))
        self.assertEqual([point["size"] for point in growing["points"]], sizes)
        (crossover,) = [found for found in sweep["crossovers"] if found["metric"] == "time"]
        self.assertTrue(crossover["variant_wins_above"])
        # Read on logarithmic axes between 1,000 and 10,000, where both costs are powers of the size: 3,000, but for
        # what a call costs by itself, and the noise of a preview on a busy machine.
        self.assertGreater(crossover["size"], 2_000)
        self.assertLess(crossover["size"], 4_500)
        self.check_text()

    def check_text(self) -> None:
        text = self.run_program("report", "run").stdout
        self.assertIn("mine/rounds: all sizes", text)
        self.assertIn("Python: fixed needs less time than growing from n = ", text)
        for line in text.splitlines():
            self.assertLessEqual(len(line), 80, line)


if __name__ == "__main__":
    unittest.main()
