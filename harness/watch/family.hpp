// The CPU time of a process that runs already, alone or with its descendants, from one look at all processes to the
// next.
//
//   Family family{1234, true};
//   family.look(read_processes("/proc"), Seconds{0.0});   // from here on CPU time counts
//   family.look(read_processes("/proc"), Seconds{0.1});
//   Seconds used = family.cpu();
#pragma once

#include <sys/types.h>

#include <map>
#include <string>

#include "counters/units/units.hpp"
#include "harness/machine/process_stat.hpp"

namespace greenbench {

/// What counts, each tick once: the CPU time of every member; what the kernel adds to a member when it waits for a
/// child that has ended; and what was last seen of a child that ended without such an addition, because its parent
/// ignores SIGCHLD or ended before it. What is missed: the time of a member that nobody waited for, from the last look
/// to its end; and descendants that nobody waited for which began and ended between two looks.
class Family {
 public:
  /// `first`: a process that the first look shows. Without descendants only its own threads count.
  Family(pid_t first, bool with_descendants) : first_(first), with_descendants_(with_descendants) {}

  /// The first look sets the beginning. `at`: seconds from there.
  void look(const ProcessTable& processes, Seconds at);

  [[nodiscard]] pid_t first() const { return first_; }
  /// As it was called when it was last seen.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Nothing of it runs any more.
  [[nodiscard]] bool is_over() const;
  [[nodiscard]] bool has_member(pid_t process) const { return members_.contains(process); }
  /// From the first look to the last that showed anything of it.
  [[nodiscard]] Seconds seen() const { return seen_; }
  /// Used since the first look.
  [[nodiscard]] Seconds cpu() const;
  /// Of all members now, or when something of it was last seen. What they share counts in each.
  [[nodiscard]] std::uint64_t resident_bytes() const { return resident_bytes_; }
  /// The largest at any look.
  [[nodiscard]] std::uint64_t peak_resident_bytes() const { return peak_resident_bytes_; }

 private:
  struct Member {
    ProcessStat latest;
    Seconds waited_at_first;  ///< its time of waited-for children when it was first looked at
    Seconds ended_children;   ///< what was last seen of its children that have ended since
  };
  using Members = std::map<pid_t, Member>;

  void update_members(const ProcessTable& processes);
  void add_descendants(const ProcessTable& processes);
  void remove(Members& ended, Members::iterator one);
  [[nodiscard]] Seconds time_of(const Member& member) const;
  [[nodiscard]] Seconds time_of_members() const;

  pid_t first_;
  bool with_descendants_;
  bool has_begun_ = false;
  std::string name_;
  Members members_;
  Seconds at_first_;  ///< what the members had used at the first look
  Seconds ended_;     ///< of those that ended without a parent in the family
  Seconds seen_;
  std::uint64_t resident_bytes_ = 0;
  std::uint64_t peak_resident_bytes_ = 0;
};

}  // namespace greenbench
