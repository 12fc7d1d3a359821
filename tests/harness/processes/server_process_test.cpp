#include "harness/processes/server_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace greenbench {
namespace {

/// A shell script that stands in for the program's server; the real one is tested from outside, in tests/cli.
class ServerStandIn {
 public:
  explicit ServerStandIn(const std::string& script) {
    std::string pattern = (std::filesystem::temp_directory_path() / "greenbench-server-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    installation.program = {folder_ / "greenbench"};
    std::ofstream(installation.program.front()) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(installation.program.front(), std::filesystem::perms::owner_all);
  }
  ~ServerStandIn() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  ServerStandIn(const ServerStandIn&) = delete;
  ServerStandIn& operator=(const ServerStandIn&) = delete;

  Installation installation;

 private:
  std::filesystem::path folder_;
};

TEST(ServerProcess, IsToldHowToAnswerAndSaysWhere) {
  const ServerStandIn stand_in{
      R"([ "$*" = "server --latency 0.02s --body 512" ] && echo '{"port": 4242}' && exec cat >/dev/null)"};
  ServerProcess server{stand_in.installation, {.latency_seconds = 0.02, .body_bytes = 512}};
  EXPECT_EQ(server.address().url(), "http://127.0.0.1:4242");
  EXPECT_GT(server.process(), 0);
}

TEST(ServerProcess, ThatDoesNotStartLeavesItsLastWords) {
  const ServerStandIn stand_in{"echo no port today >&2; exit 3"};
  try {
    const ServerProcess server{stand_in.installation, {}};
    FAIL() << "it started";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "the local server ended early with exit code 3: no port today\n");
  }
}

TEST(ServerProcess, ThatIsAliveHasNoEnd) {
  const ServerStandIn stand_in{R"(echo '{"port": 1}'; exec cat >/dev/null)"};
  ServerProcess server{stand_in.installation, {}};
  EXPECT_FALSE(server.early_end());
}

TEST(ServerProcess, ThatDiesIsAskedForItsReason) {
  const ServerStandIn stand_in{R"(echo '{"port": 1}'; echo too many files >&2; kill -9 $$)"};
  ServerProcess server{stand_in.installation, {}};
  const auto end = server.early_end();
  ASSERT_TRUE(end);
  EXPECT_EQ(manner_of(*end), "was ended by signal 9 (Killed)");
  EXPECT_EQ(end->standard_error, "too many files\n");
  EXPECT_FALSE(server.early_end()) << "it is said once";
}

}  // namespace
}  // namespace greenbench
