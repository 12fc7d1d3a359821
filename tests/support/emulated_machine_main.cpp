// The emulated machine as a program, for tests that run greenbench from outside.
//
//   emulated_machine DIR --package-watts 50 --dram-watts 4 --range-uj 16000000
//   (prints "ready"; ticks until its standard input closes, or until SIGTERM; then prints which share of the ticks came
//   late, as in "late 0.001")
//   greenbench run --path.sysfs DIR/sys --path.procfs DIR/proc --path.devfs DIR/dev

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <fmt/format.h>

#include "tests/support/emulated_machine.hpp"
#include "tests/support/power_driver.hpp"
#include "tests/support/topologies.hpp"

namespace {

using namespace greenbench::testing;

struct Settings {
  std::string folder;
  double package_watts = 50.0;
  double dram_watts = 4.0;
  double maximum_watts = 120.0;
  std::uint64_t range_microjoules = 262'143'328'850;
  int tick_microseconds = 1000;
  std::string topology;  ///< empty: one socket with the powers given
};

/// SIGTERM and SIGINT as a descriptor. Blocked before any other thread starts, so that all threads inherit it.
int signal_descriptor() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signalfd(-1, &signals, SFD_CLOEXEC);
}

void wait_for_end(int signals) {
  pollfd waiting[2] = {{STDIN_FILENO, POLLIN, 0}, {signals, POLLIN, 0}};
  for (;;) {
    if (poll(waiting, 2, -1) < 0 || waiting[1].revents != 0) return;
    char ignored[256];
    if (waiting[0].revents != 0 && read(STDIN_FILENO, ignored, sizeof ignored) <= 0) return;
  }
}

void build(EmulatedMachine& machine, const Settings& settings) {
  if (!settings.topology.empty()) {
    topology_named(settings.topology).build(machine, {.range_microjoules = settings.range_microjoules});
    return;
  }
  const ZoneId package =
      machine.add_zone({.name = "package-0",
                        .watts = settings.package_watts,
                        .range_microjoules = settings.range_microjoules,
                        .maximum_power_microwatts = static_cast<std::uint64_t>(settings.maximum_watts * 1e6)});
  machine.add_zone({.name = "dram",
                    .parent = package,
                    .watts = settings.dram_watts,
                    .range_microjoules = settings.range_microjoules});
}

void drive(const Settings& settings) {
  const int signals = signal_descriptor();
  EmulatedMachine machine{settings.folder};
  build(machine, settings);
  const PowerDriver driver{machine, {.tick = std::chrono::microseconds{settings.tick_microseconds}}};
  fmt::print("ready\n");
  std::fflush(stdout);
  wait_for_end(signals);
  fmt::print("late {:.6f}\n", driver.late_share());
  close(signals);
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  CLI::App app{"An emulated machine: sysfs and procfs in a folder, with energy counters that tick at constant power"};
  app.add_option("folder", settings.folder, "where sys, proc and dev are made")->required();
  app.add_option("--package-watts", settings.package_watts, "power of package-0")->capture_default_str();
  app.add_option("--dram-watts", settings.dram_watts, "power of dram")->capture_default_str();
  app.add_option("--max-watts", settings.maximum_watts, "what the package's constraint says")->capture_default_str();
  app.add_option("--range-uj", settings.range_microjoules, "where the counters wrap")->capture_default_str();
  app.add_option("--tick-us", settings.tick_microseconds, "time between updates")
      ->check(CLI::Range(100, 1'000'000))
      ->capture_default_str();
  app.add_option("--topology", settings.topology, "a machine of the table in topologies.cpp, at its own power");
  CLI11_PARSE(app, argc, argv);
  try {
    drive(settings);
  } catch (const std::exception& error) {
    fmt::print(stderr, "emulated_machine: {}\n", error.what());
    return 1;
  }
  return 0;
}
