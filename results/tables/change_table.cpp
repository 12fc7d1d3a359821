#include "results/tables/change_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "results/text/change_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

Tone tone_of(ChangeVerdict verdict) {
  if (verdict == ChangeVerdict::cheaper) return Tone::saves;
  return verdict == ChangeVerdict::dearer ? Tone::costs : Tone::faint;
}

std::vector<Column> columns_of(const RunComparison& comparison) {
  const Column variant{ColumnKind::variant, "variant", "", "the implementation, the same in both runs",
                       Alignment::left};
  const Column verdict{ColumnKind::verdict, "verdict", "", "what can be said of the new run", Alignment::left};
  const Column time_alone{ColumnKind::energy_ratio, "time", "new against old", "seconds per operation",
                          Alignment::left};
  if (!comparison.energy) return {variant, verdict, time_alone};
  const Column energy{ColumnKind::energy_ratio, "energy", "new against old", "joules per operation", Alignment::left};
  const Column time{ColumnKind::time, "time", "", "seconds per operation", Alignment::left};
  const Column power{ColumnKind::power, "power", "", "joules divided by seconds", Alignment::left};
  return {variant, verdict, energy, time, power};
}

Row row_of(const RunComparison& comparison, const VariantChange& change) {
  const ChangeVerdict verdict = deciding_verdict(change);
  Row row{change.id, change.baseline, {}};
  row.cells.push_back({change.id.name, Tone::plain});
  row.cells.push_back({std::string{name_of(verdict)}, tone_of(verdict)});
  if (!comparison.energy) {
    row.cells.push_back({change_text(change.time, change.time_verdict, ""), Tone::plain});
    return row;
  }
  const std::string_view mark = mark_of(*comparison.energy);
  row.cells.push_back(
      {change.energy ? change_text(*change.energy, change.energy_verdict, mark) : "unknown", Tone::plain});
  row.cells.push_back({change_factor_text(change.time.value, ""), Tone::plain});
  // A power that fell is less, not cheaper: what it costs depends on how long it is drawn.
  row.cells.push_back({change.power ? factor_text(change.power->value, mark) : "", Tone::plain});
  return row;
}

/// "energy: interval includes 1"; empty when nothing is unclear.
std::string note_of(const VariantChange& change) {
  if (!change.energy_note.empty()) return "energy: " + change.energy_note;
  return change.energy || change.time_note.empty() ? "" : "time: " + change.time_note;
}

/// Variants that are unclear for one reason share a line.
std::vector<std::string> notes_of(const HotspotChange& hotspot) {
  struct Group {
    std::string note;
    std::string variants;
  };
  std::vector<Group> groups;
  for (const VariantChange& change : hotspot.variants) {
    const std::string note = note_of(change);
    if (note.empty()) continue;
    auto group = std::ranges::find(groups, note, &Group::note);
    if (group == groups.end()) group = groups.insert(group, {note, ""});
    group->variants += (group->variants.empty() ? "" : ", ") + change.id.text();
  }
  std::vector<std::string> notes;
  for (const Group& group : groups) notes.push_back(fmt::format("{}: {}", group.variants, group.note));
  return notes;
}

}  // namespace

ChangeVerdict deciding_verdict(const VariantChange& change) {
  return change.energy ? change.energy_verdict : change.time_verdict;
}

Table change_table(const RunComparison& comparison, const HotspotChange& hotspot) {
  Table table;
  table.hotspot = hotspot.id;
  table.size = hotspot.size;
  table.preview = comparison.before.quick || comparison.after.quick;
  table.columns = columns_of(comparison);
  for (const VariantChange& change : hotspot.variants) table.rows.push_back(row_of(comparison, change));
  table.notes = notes_of(hotspot);
  return table;
}

}  // namespace greenbench
