// Commands about the machine and what there is to measure, and the processes that the program starts itself.
#include "harness/command_line/command_flags.hpp"

namespace greenbench {

void add_list(CLI::App& app, ListOptions& list) {
  app.add_option("--file", list.files, "List the hotspots of your own Python file, too")->type_name("PATH");
  app.add_flag("--json", list.json, "As JSON");
  app.footer("Example:\n  greenbench list --json");
}

void add_doctor(CLI::App& app, DoctorOptions& doctor) {
  auto* json = app.add_flag("--json", doctor.json, "As JSON");
  app.add_option("--calibrate", doctor.calibrate,
                 "Fit a power model to this machine's counters under load (about 20 s) and write it to FILE, for "
                 "--power-model on machines without counters")
      ->type_name("FILE")
      ->excludes(json);
  add_power_model_flag(app, doctor.power_model);
  add_root_flags(app, doctor.roots);
  app.footer("Examples:\n  greenbench doctor\n  greenbench doctor --calibrate model.toml");
}

void add_worker(CLI::App& app, WorkerOptions& /*worker*/) {
  app.group("");
}

void add_server(CLI::App& app, ServerOptions& server) {
  app.group("");
  add_server_flags(app, server.latency_seconds, server.body_bytes, "--");
}

}  // namespace greenbench
