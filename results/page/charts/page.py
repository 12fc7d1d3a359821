"""What the charts of one report have in common: colours, axes and the words about where the joules come from."""

import json

from axes import factors_between, ticks_between

# After Okabe and Ito's colours for all kinds of sight, made to stand out from white and from black, and four more.
COLOURS = ("#1F83C9", "#DC6414", "#0F9E74", "#CC6FA5", "#CF8F00", "#4AA8DF", "#9673C4", "#8A8F94", "#A6761D", "#66A61E")
COLOURS += ("#E2488F", "#2AA79B")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


class Page:
    """What all charts of one report have in common."""

    def __init__(self, altair, data: dict) -> None:
        self.alt = altair
        self.data = data
        self.estimated = data["estimated"]
        self.mark = "~" if self.estimated else ""
        self.provenance = "Joules are estimated, not measured." if self.estimated else "Joules are measured."

    def note(self, energy: bool) -> str:
        return self.provenance if energy else "Joules are unknown here; seconds are shown."

    def filled(self, energy: bool) -> bool:
        """Marks of estimates are hollow."""
        return not (energy and self.estimated)

    def cost_title(self, energy: bool) -> str:
        if not energy:
            return "time per operation"
        return "energy per operation (estimated)" if self.estimated else "energy per operation"

    def dash(self, energy: bool) -> list[int]:
        """Lines of estimates are broken."""
        return [1, 0] if self.filled(energy) else [5, 2]

    def colour(self, names: list[str]):
        scale = self.alt.Scale(domain=names, range=[COLOURS[i % len(COLOURS)] for i in range(len(names))])
        return self.alt.Color("variant:N", scale=scale, title=None)

    def shape(self, names: list[str]):
        scale = self.alt.Scale(domain=names, range=[SHAPES[i % len(SHAPES)] for i in range(len(names))])
        return self.alt.Shape("variant:N", scale=scale, title=None)

    def log_axis(self, field: str, title: str, unit: str, values: list[float], domain: list[float] | None = None):
        """Labels with their units: 30m of seconds would be read as minutes."""
        alt = self.alt
        label = f"replace(format(datum.value, '~s'), regexp('([^0-9.]?)$'), ' $1{unit}')"
        axis = alt.Axis(values=ticks_between(*(domain or (min(values), max(values)))), labelExpr=label)
        axis.labelOverlap = "greedy"
        ends = {"domain": domain} if domain else {"padding": 8}
        return {
            "shorthand": f"{field}:Q",
            "scale": alt.Scale(type="log", nice=False, **ends),
            "title": title,
            "axis": axis,
        }

    def factor_axis(self, field: str, title: str, values: list[float]):
        """Of baseline / variant, in words that cannot be read the wrong way round."""
        alt = self.alt
        room = max(1.005, (max(values) / min(values)) ** 0.06)
        low, high = min(values) / room, max(values) * room
        words = "datum.value > 1 ? format(datum.value, ',.3~r') + 'x less' : "
        words += "datum.value < 1 ? format(1 / datum.value, ',.3~r') + 'x more' : 'same'"
        axis = alt.Axis(values=factors_between(low, high), labelExpr=words, labelFlush=24)
        axis.labelOverlap = "greedy"
        scale = alt.Scale(type="log", nice=False, domain=[low, high])
        return alt.X(f"{field}:Q", scale=scale, axis=axis, title=title)

    def names_axis(self, names: list[str]):
        """Names along a numbered axis, so that shapes may lie between them."""
        alt = self.alt
        axis = alt.Axis(
            values=list(range(len(names))),
            labelExpr=f"{json.dumps(names)}[datum.value]",
            grid=False,
            ticks=False,
            domain=False,
        )
        return alt.Y("row:Q", scale=alt.Scale(domain=[-0.6, len(names) - 0.4], reverse=True), axis=axis, title=None)

    def rows(self, rows: list[dict]):
        return self.alt.Data(values=rows)


def number(value: float) -> str:
    return f"{value:.3g}"


def thinned(page: Page, hotspot: dict) -> str:
    shown, measured = len(hotspot["samples"]["cost"]), hotspot["samples"]["measured"]
    if shown == measured:
        return f"All {measured:,} valid repetitions."
    return (
        f"{shown:,} of {measured:,} valid repetitions, at most {page.data['most_samples']} of a variant, evenly taken."
    )


def finished(chart, height: int) -> dict:
    """As wide as the page allows."""
    spec = chart.properties(width="container", height=height).to_dict()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec.get("config", {}).pop("view", None)
    return spec
