#include "harness/program.hpp"

#include <csignal>
#include <exception>
#include <filesystem>
#include <system_error>
#include <variant>

#include "harness/command_line/command_line.hpp"
#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "harness/processes/privileges.hpp"
#include "harness/worker/worker.hpp"
#include "results/model/document_error.hpp"

namespace greenbench {
namespace {

struct Execute {
  Installation installation;

  ExitCode operator()(const RunOptions& options) const { return run_command(options, installation); }
  ExitCode operator()(const ExecOptions& options) const { return exec_command(options, installation); }
  ExitCode operator()(const ListOptions& options) const { return list_command(options, installation); }
  ExitCode operator()(const ReportOptions& options) const { return report_command(options, installation); }
  ExitCode operator()(const CompareOptions& options) const { return compare_command(options); }
  ExitCode operator()(const ClaimsOptions& options) const { return claims_command(options, installation); }
  ExitCode operator()(const CheckOptions& options) const { return check_command(options); }
  ExitCode operator()(const InitOptions& options) const { return init_command(options); }
  ExitCode operator()(const DocsOptions& options) const { return docs_command(options); }
  ExitCode operator()(const ResumeOptions& options) const { return resume_command(options, installation); }
  ExitCode operator()(const DoctorOptions& options) const { return doctor_command(options, installation); }
  ExitCode operator()(const GenerateOptions& options) const { return generate_command(options); }
  ExitCode operator()(const WorkerOptions& options) const {
    return static_cast<ExitCode>(run_worker(options, installation));
  }
  ExitCode operator()(const ServerOptions& options) const { return server_command(options); }
};

ExitCode fail(ExitCode code, const std::string& reason) {
  say("{}", reason);
  return code;
}

ExitCode execute(const CommandLine& line, const FindInstallation& find) {
  if (line.text) {
    print_text(*line.text);
    return ExitCode::done;
  }
  return std::visit(Execute{find()}, line.command);
}

/// A path that was typed, or stands in a file. A full disk is another matter.
bool is_wrong_path(const std::error_code& code) {
  return code == std::errc::filename_too_long || code == std::errc::too_many_symbolic_link_levels ||
         code == std::errc::permission_denied || code == std::errc::not_a_directory ||
         code == std::errc::no_such_file_or_directory;
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& arguments, const FindInstallation& find) {
  try {
    return execute(parse_command_line(arguments), find);
  } catch (const UsageError& error) {
    return fail(ExitCode::usage, error.what());
  } catch (const DocumentError& error) {
    return fail(ExitCode::usage, error.what());
  } catch (const Interrupted& error) {
    return fail(ExitCode::interrupted, error.what());
  } catch (const std::filesystem::filesystem_error& error) {
    const ExitCode code = is_wrong_path(error.code()) ? ExitCode::usage : ExitCode::cannot_measure;
    return fail(code, error.path1().string() + ": " + error.code().message());
  } catch (const std::exception& error) {
    return fail(ExitCode::cannot_measure, error.what());
  }
}

void ignore_broken_pipes() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace greenbench
