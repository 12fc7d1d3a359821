// The text of `doctor`, line by line, 80 columns wide.
//
//   DoctorPage page;
//   page.heading("Noise risks");
//   page.paragraph("    to do:", 11, "stop it:\n  systemctl stop cron");   // the command on a line of its own,
//   unbroken
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "harness/doctor/doctor_report.hpp"

namespace greenbench {

class DoctorPage {
 public:
  void line(std::string_view text) { text_.append(text) += '\n'; }
  void heading(std::string_view text);

  /// Wrapped; `label` opens the first line, the others begin at `indent` columns. Lines of the text that begin with
  /// two spaces are commands.
  void paragraph(const std::string& label, std::size_t indent, const std::string& text);

  [[nodiscard]] std::string text() const;

 private:
  std::string text_;
};

/// What both forms of the text say in the same words.
[[nodiscard]] std::string doctor_verdict(const DoctorReport& report);
void add_cross_checks(DoctorPage& page, const DoctorReport& report);
void add_risks(DoctorPage& page, const DoctorReport& report);

}  // namespace greenbench
