"""Ratios with their intervals: how much less a variant needs than its baseline."""

from page import Page, finished, number

VERDICTS = ("saves", "costs", "equivalent", "inconclusive")
VERDICT_COLOURS = ("#0F9E74", "#DC6414", "#8A8F94", "#1F83C9")
VERDICT_SHAPES = ("triangle-right", "triangle-left", "square", "circle")


def forest(page: Page, hotspot: dict) -> dict | None:
    alt = page.alt
    rows = hotspot["comparisons"]
    if not rows:
        return None
    energy = hotspot["compares_energy"]
    kind = "energy" if energy else "time"
    least, most = 1 / (1 + page.data["margin"]), 1 + page.data["margin"]
    ends = [value for row in rows for value in (row["ratio"], row["low"], row["high"]) if value]
    x = page.factor_axis("ratio", f"← more {kind}  |  less {kind} →", [*ends, least, most])
    y = alt.Y("variant:N", sort=None, title=None)
    colour = alt.Color("verdict:N", scale=alt.Scale(domain=VERDICTS, range=VERDICT_COLOURS), title=None)
    shape = alt.Shape("verdict:N", scale=alt.Scale(domain=VERDICTS, range=VERDICT_SHAPES), title=None)
    band = alt.Chart(page.rows([{"from": least, "to": most}])).mark_rect(opacity=0.25, color="#888888")
    band = band.encode(x=alt.X("from:Q"), x2="to:Q")
    line = alt.Chart(page.rows([{"one": 1}])).mark_rule(strokeDash=[4, 3]).encode(x="one:Q")
    known = [row for row in rows if row["low"] and row["high"]]
    intervals = alt.Chart(page.rows(known)).mark_rule(strokeWidth=2, strokeDash=page.dash(energy))
    intervals = intervals.encode(x="low:Q", x2="high:Q", y=y, color=colour)
    points = alt.Chart(page.rows(rows)).mark_point(size=80, filled=page.filled(energy), opacity=1)
    tooltip = [alt.Tooltip("variant:N"), alt.Tooltip("baseline:N"), alt.Tooltip("text:N", title="ratio"), "verdict:N"]
    points = points.encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip)
    words = "; ".join(f"{row['variant']} against {row['baseline']}: {row['text']}, {row['verdict']}" for row in rows)
    return {
        "title": f"How much less {kind}",
        "alternative": f"Ratios of {kind} with intervals. {words}.",
        "caption": f"The baseline's {kind} divided by the variant's. Lines: {page.data['level']:.0%} intervals. "
        f"Grey band: within {number(100 * page.data['margin'])}% of the same. {page.note(energy)}",
        "spec": finished(alt.layer(band, line, intervals, points), max(80, 26 * len(rows) + 20)),
    }
