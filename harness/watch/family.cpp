#include "harness/watch/family.hpp"

#include <algorithm>
#include <utility>

namespace greenbench {
namespace {

/// The same process as `before`, in a later table; null when it is not there any more.
const ProcessStat* find_again(const ProcessTable& processes, pid_t number, const ProcessStat& before) {
  const auto found = processes.find(number);
  return found != processes.end() && found->second.is_same_process(before) ? &found->second : nullptr;
}

}  // namespace

Seconds Family::time_of(const Member& member) const {
  if (!with_descendants_) return member.latest.own;
  // The kernel adds a child's whole time when it is waited for. What is not there of those that have ended never comes,
  // or comes with the next look, where one was shown as running before it was waited for.
  const Seconds added = member.latest.waited_for - member.waited_at_first;
  return member.latest.own + member.latest.waited_for + std::max(Seconds{}, member.ended_children - added);
}

Seconds Family::time_of_members() const {
  Seconds sum;
  for (const auto& [number, member] : members_) sum += time_of(member);
  return sum;
}

/// Its time is its parent's from now on. In `ended` are those that ended with it and have not been removed.
void Family::remove(Members& ended, Members::iterator one) {
  const Seconds time = time_of(one->second);
  const pid_t parent = one->second.latest.parent;
  ended.erase(one);
  if (const auto running = members_.find(parent); with_descendants_ && running != members_.end()) {
    running->second.ended_children += time;
  } else if (const auto too = ended.find(parent); with_descendants_ && too != ended.end()) {
    too->second.ended_children += time;
  } else {
    ended_ += time;
  }
}

void Family::update_members(const ProcessTable& processes) {
  Members ended;
  for (auto member = members_.begin(); member != members_.end();) {
    const auto current = member++;
    if (const ProcessStat* now = find_again(processes, current->first, current->second.latest)) {
      current->second.latest = *now;
    } else {
      ended.insert(members_.extract(current));
    }
  }
  // Children before their parents: what is handed up goes all the way.
  while (!ended.empty()) {
    const auto is_childless = [&](const auto& one) {
      return std::ranges::none_of(ended, [&](const auto& other) { return other.second.latest.parent == one.first; });
    };
    const auto next = std::ranges::find_if(ended, is_childless);
    remove(ended, next == ended.end() ? ended.begin() : next);
  }
}

/// A child found later has done everything since the first look.
void Family::add_descendants(const ProcessTable& processes) {
  for (bool found = true; found;) {
    found = false;
    for (const auto& [number, stat] : processes) {
      if (members_.contains(number) || !members_.contains(stat.parent)) continue;
      members_.emplace(number, Member{stat, has_begun_ ? Seconds{} : stat.waited_for, {}});
      found = true;
    }
  }
}

void Family::look(const ProcessTable& processes, Seconds at) {
  update_members(processes);
  if (const auto first = processes.find(first_); !has_begun_ && first != processes.end()) {
    members_.emplace(first_, Member{first->second, first->second.waited_for, {}});
  }
  if (with_descendants_) add_descendants(processes);
  if (const auto first = members_.find(first_); first != members_.end()) name_ = first->second.latest.name;
  if (!has_begun_) at_first_ = time_of_members();
  has_begun_ = true;
  if (members_.empty()) return;
  seen_ = at;
  if (is_over()) return;  // zombies have no memory
  resident_bytes_ = 0;
  for (const auto& [number, member] : members_) resident_bytes_ += member.latest.resident_bytes;
  peak_resident_bytes_ = std::max(peak_resident_bytes_, resident_bytes_);
}

bool Family::is_over() const {
  return std::ranges::all_of(members_, [](const auto& one) { return one.second.latest.has_ended(); });
}

Seconds Family::cpu() const {
  return std::max(Seconds{}, time_of_members() + ended_ - at_first_);
}

}  // namespace greenbench
