// One function per subcommand: options in, exit code out.
//
//   ExitCode code = run_command(options, find_installation());
#pragma once

#include "harness/command_line/failure.hpp"
#include "harness/command_line/options.hpp"
#include "harness/processes/installation.hpp"

namespace greenbench {

[[nodiscard]] ExitCode run_command(const RunOptions& options, const Installation& installation);
/// With --once the exit code is the command's own.
[[nodiscard]] ExitCode exec_command(const ExecOptions& options, const Installation& installation);
[[nodiscard]] ExitCode resume_command(const ResumeOptions& options, const Installation& installation);
[[nodiscard]] ExitCode list_command(const ListOptions& options, const Installation& installation);
[[nodiscard]] ExitCode report_command(const ReportOptions& options, const Installation& installation);
[[nodiscard]] ExitCode compare_command(const CompareOptions& options);
[[nodiscard]] ExitCode claims_command(const ClaimsOptions& options, const Installation& installation);
[[nodiscard]] ExitCode check_command(const CheckOptions& options);
[[nodiscard]] ExitCode init_command(const InitOptions& options);
[[nodiscard]] ExitCode docs_command(const DocsOptions& options);
[[nodiscard]] ExitCode doctor_command(const DoctorOptions& options, const Installation& installation);
[[nodiscard]] ExitCode generate_command(const GenerateOptions& options);
/// Says its port on standard output and serves until standard input ends.
[[nodiscard]] ExitCode server_command(const ServerOptions& options);

}  // namespace greenbench
