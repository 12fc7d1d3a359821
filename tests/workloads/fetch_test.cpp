// io/fetch against a server without latency: every variant brings back the body of every path, in order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workloads/benchmark_run.hpp"
#include "tests/workloads/python_fixture.hpp"
#include "tests/workloads/running_server.hpp"
#include "workloads/catalog.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;

constexpr ServedAnswers at_once{.latency = {}, .body_bytes = 100};

Answer expected_answer(std::uint64_t size) {
  AnswerList bodies;
  for (std::uint64_t item = 0; item < size; ++item) {
    bodies.push_back({served_body("/item/" + std::to_string(item), at_once.body_bytes)});
  }
  return {std::move(bodies)};
}

const NativeHotspot& native_fetch() {
  const auto hotspots = native_hotspots();
  return *std::ranges::find(hotspots, "io/fetch", [](const NativeHotspot& hotspot) { return hotspot.info.id; });
}

class Fetch : public PythonTest {
 protected:
  std::unique_ptr<LoadedHotspot> load(const std::string& language, std::uint64_t size) {
    if (language == "cpp") return native_fetch().load(size, server_.surroundings());
    return runtime().load(GREENBENCH_SOURCE_FOLDER "/workloads/io/fetch.py", "io/fetch", size, server_.surroundings());
  }
  RunningServer& server() { return server_; }

 private:
  RunningServer server_{at_once};
};

// One, fewer than are asked for at a time, and more.
TEST_F(Fetch, BringsBackEveryBodyInOrder) {
  for (const char* language : {"cpp", "python"}) {
    for (const std::uint64_t size : {1U, 2U, 21U}) {
      const auto hotspot = load(language, size);
      for (std::size_t i = 0; i < hotspot->variants().size(); ++i) {
        EXPECT_EQ(difference(hotspot->variants()[i]->answer(), expected_answer(size), 0.0), std::nullopt)
            << language << " variant " << i << " at " << size;
      }
    }
  }
}

TEST_F(Fetch, CanBeRepeated) {
  for (const char* language : {"cpp", "python"}) {
    const auto hotspot = load(language, 2);
    for (const auto& variant : hotspot->variants()) {
      run_iterations(*variant, 3);
      EXPECT_EQ(variant->failure(), "") << language;
    }
  }
}

TEST_F(Fetch, FailsInEveryVariantWhenNobodyAnswers) {
  for (const char* language : {"cpp", "python"}) {
    const auto hotspot = load(language, 2);
    server().end();
    for (const auto& variant : hotspot->variants()) EXPECT_THROW((void)variant->answer(), std::runtime_error);
  }
}

TEST_F(Fetch, AsksTheServerAndNoProxy) {
  ASSERT_EQ(setenv("HTTP_PROXY", "http://127.0.0.1:9", 1), 0);
  const auto hotspot = load("python", 1);
  unsetenv("HTTP_PROXY");
  EXPECT_EQ(difference(hotspot->variants()[0]->answer(), expected_answer(1), 0.0), std::nullopt);
}

TEST_F(Fetch, CannotBeSetUpWithoutAServer) {
  const auto message = [](const auto& load) -> std::string {
    try {
      load();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(message([] { (void)native_fetch().load(1); }), "io/fetch needs the local server");
  EXPECT_EQ(message([&] { (void)runtime().load(GREENBENCH_SOURCE_FOLDER "/workloads/io/fetch.py", "io/fetch", 1); }),
            "needs the local server");
}

}  // namespace
}  // namespace greenbench
