#include <fmt/format.h>

#include <algorithm>

#include "harness/watch/watch_report.hpp"
#include "results/text/display_text.hpp"
#include "results/text/number_text.hpp"
#include "results/writers/terminal_table.hpp"

namespace greenbench {
namespace {

std::string joules_and_watts(Joules joules, Seconds seconds, std::string_view mark) {
  return fmt::format("{}{} J, {}{} W", mark, three_digits(joules.value()), mark,
                     three_digits((joules / seconds).value()));
}

/// Whose joules they are, before anything else is said of them.
std::string total_text(const WatchResult& watched) {
  const std::string seconds = three_digits(watched.seconds.value());
  if (const auto* fault = std::get_if<MeterFault>(&watched.energy)) {
    return fmt::format("{} s; no joules: {}", seconds, fault->reason);
  }
  const auto& use = std::get<EnergyUse>(watched.energy);
  if (watched.power_model) {
    return fmt::format(
        "{} s; no counter was read. Estimated with the power model \"{}\" from these processes' CPU time, as "
        "if nothing else ran: {}",
        seconds, watched.power_model->name, joules_and_watts(use.total, use.wall, "~"));
  }
  if (use.total <= Joules{}) return fmt::format("{} s; measured: joules below the counters' resolution", seconds);
  return fmt::format("{} s; measured, of all that ran on this machine: {}", seconds,
                     joules_and_watts(use.total, use.wall, ""));
}

void add_domains(std::string& text, const WatchResult& watched) {
  const auto* use = std::get_if<EnergyUse>(&watched.energy);
  if (use == nullptr) return;
  for (std::size_t i = 0; i < use->domains.size(); ++i) {
    const DomainRecord& domain = watched.domains.at(i);
    if (!domain.counted) continue;
    text += fmt::format("  {} {}: {}\n", domain.source, domain.name,
                        joules_and_watts(use->domains[i], use->wall, watched.power_model ? "~" : ""));
  }
}

/// One row of the table.
struct Shown {
  std::string label;
  Seconds seconds;
  Seconds cpu;
  std::optional<std::uint64_t> peak;
  std::optional<Joules> joules;
};

Table empty_table(const WatchResult& watched) {
  Table table;
  const auto add = [&](std::string title, std::string unit) {
    table.columns.push_back({.kind = ColumnKind::explanation,
                             .title = std::move(title),
                             .unit = std::move(unit),
                             .meaning = {},
                             .alignment = Alignment::decimal});
  };
  table.columns.push_back({.kind = ColumnKind::variant,
                           .title = watched.request.with_descendants ? "process and descendants" : "process",
                           .unit = "",
                           .meaning = {},
                           .alignment = Alignment::left});
  add("time", "s");
  add("CPU", "s");
  add("busy", "CPUs");
  if (!watched.power_model) add("share", "");
  add("energy", "J");
  add("power", "W");
  add("memory", "MiB");
  return table;
}

Row row_of(const WatchResult& watched, const Shown& shown) {
  constexpr double mebibyte = 1024.0 * 1024.0;
  const std::optional<double> share = share_of_busy_time(watched, shown.cpu);
  const std::optional<Joules>& joules = shown.joules;
  const bool lasted = shown.seconds > Seconds{};
  Row row;
  const auto add = [&row](std::string text) { row.cells.push_back({.text = std::move(text)}); };
  add(shown.label);
  add(three_digits(shown.seconds.value()));
  add(three_digits(shown.cpu.value()));
  add(lasted ? three_digits(shown.cpu / shown.seconds) : "");
  if (!watched.power_model) add(share ? percent_text(*share) : "");
  add(joules ? "~" + three_digits(joules->value()) : "");
  add(joules && lasted ? "~" + three_digits((*joules / shown.seconds).value()) : "");
  add(shown.peak ? three_digits(static_cast<double>(*shown.peak) / mebibyte) : "");
  return row;
}

void add_table(std::string& text, const WatchResult& watched, const WriteOptions& options) {
  Table table = empty_table(watched);
  for (const WatchedProcess& process : watched.processes) {
    const std::string label = fmt::format("{} ({})", process.name, process.process);
    table.rows.push_back(row_of(
        watched, {label, process.seconds, process.cpu, process.peak_resident_bytes, joules_of(watched, process.cpu)}));
  }
  if (watched.processes.size() > 1) {
    table.rows.push_back(row_of(watched, {"sum", watched.seconds, cpu_of_all(watched), {}, joules_of_all(watched)}));
  }
  for (const std::string& line : draw_on_terminal(table, options).lines) text += line + "\n";
}

std::string meaning_of_shares(const WatchResult& watched) {
  if (watched.power_model) {
    return "~ is an estimate: these joules follow the processes' CPU time, and all CPUs' idle power is in them.";
  }
  const bool has_more = std::ranges::any_of(
      watched.domains, [](const DomainRecord& domain) { return domain.counted && is_of_gpu(domain); });
  return fmt::format(
      "~ is an estimate: the machine's joules{} times the process's share of all busy CPU time. No counter tells "
      "processes apart; what the machine draws when idle is in each share.",
      has_more ? ", less those of its GPUs," : "");
}

void add_paragraph(std::string& text, const std::string& paragraph, const WriteOptions& options) {
  for (const std::string& line : wrap(paragraph, {.width = static_cast<std::size_t>(options.width)})) {
    text += printable(line) + "\n";
  }
}

void add_ends(std::string& text, const WatchResult& watched, const WriteOptions& options) {
  for (const WatchedProcess& process : watched.processes) {
    if (!process.ended) continue;
    add_paragraph(
        text,
        fmt::format("{} ({}) ended after {} s.", process.name, process.process, three_digits(process.seconds.value())),
        options);
  }
  const std::string planned = three_digits(watched.request.duration.value());
  if (watched.end == WatchEnd::processes_ended) {
    add_paragraph(text, fmt::format("Nothing was left to watch, so this ended before its {} s.", planned), options);
  } else if (watched.end == WatchEnd::interrupted) {
    add_paragraph(text, fmt::format("Interrupted before its {} s.", planned), options);
  }
}

}  // namespace

std::string watch_text(const WatchResult& watched, const WriteOptions& options) {
  std::string text;
  add_paragraph(text, total_text(watched), options);
  add_domains(text, watched);
  if (watched.busy) {
    const std::string mean = watched.seconds > Seconds{}
                                 ? fmt::format(", {} on average", three_digits(*watched.busy / watched.seconds))
                                 : "";
    add_paragraph(text,
                  fmt::format("CPUs of the machine were busy for {} s{}", three_digits(watched.busy->value()), mean),
                  options);
  }
  text += "\n";
  add_table(text, watched, options);
  text += "\n";
  if (std::holds_alternative<EnergyUse>(watched.energy)) add_paragraph(text, meaning_of_shares(watched), options);
  add_ends(text, watched, options);
  return text;
}

}  // namespace greenbench
