#include "results/budgets/budget_template.hpp"

namespace greenbench {
namespace {

constexpr std::string_view template_text =
    R"toml(# Budgets of energy, time and memory, for `greenbench check`.
#
#   greenbench run mine.py         measure (or greenbench exec ..., or a suite)
#   greenbench check               judge the newest run by this file
#
# Exit codes: 0 all within, 1 some exceeded, 2 a fault in this file, 3 something
# could not be measured, 4 some undecided. docs/budgets.md explains every key.

# The one live budget: no variant may need 5% more time than its baseline. A run
# of one command alone has none: give it an amount, as below, instead.
[[budget]]
name = "no variant slower than its baseline"
hotspot = "*"                         # pattern of suite/name; * is everything
variant = "*"                         # pattern of a name, or of language:name
against = "baseline"                  # or "python:concat", or "revision"
max_increase = { seconds = "5%" }     # joules, watts, cpu_seconds, peak_memory

# The most that one operation, or one run of a command, may cost.
# A number is in the unit that the key names; a text has a unit of its own.
#[[budget]]
#name = "the import stays cheap"
#hotspot = "exec/*"
#variant = "command:*"
#max_joules = 5.0                     # or "800 mJ"
#max_seconds = "200 ms"
#max_watts = 30
#max_cpu_seconds = 0.4
#max_peak_memory = "200 MiB"
#max_grams_co2e = "2 mg"              # needs check --carbon PLACE
#estimated = true                     # joules of a power model may decide, too

# A change against another revision: greenbench run --against main
#[[budget]]
#name = "no costlier than main"
#against = "revision"
#max_increase = { seconds = "5%", joules = "5%" }

# A change against a run that was saved before, on the same machine. The path is
# relative to this file.
#[[budget]]
#name = "no costlier than the release"
#against_run = "runs/release"
#max_increase = { seconds = "10%" }
)toml";

}  // namespace

std::string_view budget_template() {
  return template_text;
}

}  // namespace greenbench
