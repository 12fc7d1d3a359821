"""Draws the charts of a report: reads what they show as JSON on standard input, writes Vega-Lite on standard output.

    python -I charts < chart_data.json > drawn_charts.json

Each chart comes with a title, a caption and its content in words. Without Altair or vl-convert nothing is drawn and
`missing` says what is needed. All costs are per operation; all ratios are baseline / variant, so that more is better.
"""

import json
import sys

from counter_ratios import counter_ratios
from energy_and_time import energy_and_time
from forest import forest
from over_time import over_time
from page import Page
from sweep_curves import sweep_curves
from violins import violins

# The page shows them in pairs: what differs and why, then the costs; the course of the run is wide.
HOTSPOT_CHARTS = (forest, counter_ratios, energy_and_time, violins, over_time)


def draw(altair, data: dict) -> list[dict]:
    page = Page(altair, data)
    drawn = []
    for place, parts, charts in (
        ("hotspot", data["hotspots"], HOTSPOT_CHARTS),
        ("sweep", data["sweeps"], (sweep_curves,)),
    ):
        for index, part in enumerate(parts):
            for chart in charts:
                found = chart(page, part)
                if found:
                    drawn.append({"uses_samples": False, **found, "place": place, "index": index})
    return drawn


def main() -> None:
    data = json.load(sys.stdin)
    result = {"library": "", "missing": "", "charts": []}
    try:
        import altair
        import vl_convert
    except ImportError as why:
        result["missing"] = f"needs {'vl-convert-python' if why.name == 'vl_convert' else 'altair'}"
    else:
        result["charts"] = draw(altair, data)
        # A closing tag inside the library would end the page's script.
        result["library"] = vl_convert.javascript_bundle().replace("</script", "<\\/script")
    json.dump(result, sys.stdout)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
