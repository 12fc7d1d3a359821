// When the control hotspot need not be measured: its interval is the noise floor of the others, and there are none.
//
//   while (!is_control_needless(run)) measure_next_round(run);
//   leave_out_needless_control(run);
#pragma once

#include "results/model/schema.hpp"

namespace greenbench {

/// Whether the control is the last hotspot of the plan, where the program adds it, has no round yet, and all others
/// have failed before they had one. A pure function of what was measured, as a resumed run needs it.
[[nodiscard]] bool is_control_needless(const Run& run);

/// Takes a needless control out of the plan and the run, so that no report has an empty row for it.
void leave_out_needless_control(Run& run);

}  // namespace greenbench
