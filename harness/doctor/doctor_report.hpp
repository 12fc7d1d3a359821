// Everything `doctor` found, and its forms: text of 80 columns, short or whole, and JSON.
//
//   DoctorReport report{.sources = diagnoses, .cross_checks = {}, .risks = find_noise_risks(roots), ...};
//   print_text(doctor_text(report));              // verbose_doctor_text(report)
//   print_text(json_text(to_json(report), 2));
#pragma once

#include <string>
#include <vector>

#include "harness/doctor/cross_check.hpp"
#include "harness/doctor/noise_risks.hpp"
#include "harness/doctor/source_diagnosis.hpp"
#include "results/files/json.hpp"

namespace greenbench {

struct DoctorReport {
  std::vector<SourceDiagnosis> sources;  ///< best first
  std::vector<CrossCheck> cross_checks;
  std::vector<Risk> risks;
  PowerModel power_model;
  ModelErrors model_errors;  ///< of that model
  std::vector<EnvironmentField> machine;
};

/// Sentences are wrapped at 80 columns. Commands stand on lines of their own and are never broken, however long.
[[nodiscard]] std::string doctor_text(const DoctorReport& report);
/// The same with every domain, the power model and the machine.
[[nodiscard]] std::string verbose_doctor_text(const DoctorReport& report);

[[nodiscard]] Json to_json(const DoctorReport& report);

}  // namespace greenbench
