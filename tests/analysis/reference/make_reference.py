"""The reference for the statistics of one sample: p-values by scipy, estimates and intervals by listing every average.

    python make_reference.py > signed_rank.json       write it
    python make_reference.py --check signed_rank.json  compare; exit code 1 when it differs

Zeros and values of equal size and opposite sign are the one place where textbooks differ. Here they count against
rejection on both sides, which is scipy's one-sided test of the values moved by a hair against the alternative.
"""

import argparse
import json
import math
import sys

import numpy
import scipy.stats

MOST_EXACT = 100  # as SignedRankNull::most_exact
RELATIVE_TOLERANCE = 1e-11  # other versions of scipy may sum in another order


def one_sided(values, alternative):
    method = "exact" if len(values) <= MOST_EXACT else "approx"
    result = scipy.stats.wilcoxon(values, alternative=alternative, method=method, correction=True)
    return float(result.pvalue)


def p_value(values):
    hair = 1e-9 * max(1.0, numpy.abs(values).max())
    greater = one_sided(values - hair, "greater")
    less = one_sided(values + hair, "less")
    return min(1.0, 2.0 * min(greater, less))


def t_test_p_value(values):
    """None where scipy has none (one value) or says 0 (equal values), which greenbench does not claim."""
    if len(values) < 2 or numpy.ptp(values) == 0.0:
        return None
    return float(scipy.stats.ttest_1samp(values, 0.0).pvalue)


def walsh_averages(values):
    rows, columns = numpy.triu_indices(len(values))
    return numpy.sort((values[rows] + values[columns]) / 2.0)


def values_with_rank_sum(n, rank_sum):
    """1, 2 ... n with signs such that the positive ones sum to `rank_sum`."""
    values = -numpy.arange(1.0, n + 1.0)
    for rank in range(n, 0, -1):
        if rank_sum >= rank:
            values[rank - 1] = rank
            rank_sum -= rank
    return values


def rejects(n, rank_sum, level):
    return 2.0 * one_sided(values_with_rank_sum(n, rank_sum), "less") <= 1.0 - level


def interval(values, level):
    """Order statistics of the averages: as many cut off at each end as still reject."""
    n = len(values)
    if not rejects(n, 0, level):
        return None
    excluded, too_many = 0, n * (n + 1) // 4 + 1
    while too_many - excluded > 1:
        middle = (excluded + too_many) // 2
        if rejects(n, middle, level):
            excluded = middle
        else:
            too_many = middle
    averages = walsh_averages(values)
    return [float(averages[excluded]), float(averages[-1 - excluded])]


def case(name, values):
    values = numpy.asarray(values, dtype=float)
    return {
        "name": name,
        "values": values.tolist(),
        "p_value": p_value(values),
        "t_test_p_value": t_test_p_value(values),
        "hodges_lehmann": float(numpy.median(walsh_averages(values))),
        "interval_95": interval(values, 0.95),
        "interval_90": interval(values, 0.90),
    }


def cases():
    random = numpy.random.default_rng(20240229)
    for n in range(1, 41):
        yield case(f"normal values, n = {n}", random.normal(0.3, 1.0, n))
    for n in (6, 15, 40):
        yield case(f"heavy tails, n = {n}", random.standard_t(3, n) + 0.5)
        yield case(f"one-sided, n = {n}", random.exponential(1.0, n) + 0.01)
        yield case(f"ties of equal sign, n = {n}", numpy.where(random.random(n) < 0.3, -2.0, 1.0))
        yield case(f"ties of both signs, n = {n}", numpy.round(random.normal(0.6, 1.0, n) * 2.0) + 0.5)
        yield case(f"zeros and ties, n = {n}", numpy.round(random.normal(0.7, 1.0, n)))
    yield case("one zero among positives", [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    yield case("two zeros", [0.0, 0.0, 1.0, 2.0, 3.0, -4.0, 5.0, 6.0, 7.0])
    for n in (60, MOST_EXACT, 101, 150):
        yield case(f"many values, n = {n}", random.normal(0.15, 1.0, n))


def document():
    return {"made_by": "tests/analysis/reference/make_reference.py", "cases": list(cases())}


def text_of(made):
    """One case per line, so that a difference shows which case it is."""
    lines = ",\n".join("  " + json.dumps(each) for each in made["cases"])
    return f'{{\n "made_by": {json.dumps(made["made_by"])},\n "cases": [\n{lines}\n ]\n}}'


def same(expected, found):
    if isinstance(expected, dict):
        return expected.keys() == found.keys() and all(same(expected[key], found[key]) for key in expected)
    if isinstance(expected, list):
        return (
            isinstance(found, list)
            and len(expected) == len(found)
            and all(same(left, right) for left, right in zip(expected, found, strict=True))
        )
    if isinstance(expected, float) and isinstance(found, float):
        return math.isclose(expected, found, rel_tol=RELATIVE_TOLERANCE, abs_tol=1e-300)
    return expected == found


def check(path):
    with open(path, encoding="utf-8") as file:
        committed = json.load(file)["cases"]
    fresh = document()["cases"]
    differing = [new["name"] for new, old in zip(fresh, committed, strict=False) if not same(new, old)]
    if len(fresh) != len(committed):
        differing.append(f"{len(committed)} cases instead of {len(fresh)}")
    for name in differing:
        print(f"{path}: {name}: differs from scipy {scipy.__version__}", file=sys.stderr)
    return 1 if differing else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", metavar="FILE", help="compare FILE with what scipy says now")
    arguments = parser.parse_args()
    if arguments.check:
        return check(arguments.check)
    print(text_of(document()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
