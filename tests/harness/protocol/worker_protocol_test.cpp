#include "harness/protocol/worker_protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;

/// What the other side understands; each is one line.
template <class Request>
Request heard_request(const Request& request) {
  const std::string line = line_of(WorkerRequest{request});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  return std::get<Request>(request_from_line(line));
}

template <class Message>
Message heard_message(const Message& message) {
  const std::string line = line_of(WorkerMessage{message});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  return std::get<Message>(message_from_line(line));
}

TEST(WorkerProtocol, ADescriptionIsAskedOfFiles) {
  EXPECT_THAT(heard_request(DescribeRequest{{"a.py", "b c.py"}}).files, ElementsAre("a.py", "b c.py"));
}

TEST(WorkerProtocol, ACheckerIsToldTheHotspotAndWhichVariantsTakePart) {
  CheckRequest request;
  request.hotspot.id = "strings/build";
  request.hotspot.variants = {{{"cpp", "a"}, true}, {{"cpp", "b"}, false}, {{"cpp", "c"}, false}};
  request.variants = {0, 2};
  const CheckRequest told = heard_request(request);
  EXPECT_EQ(told.hotspot.id, "strings/build");
  EXPECT_EQ(told.hotspot.variants.size(), 3U);
  EXPECT_THAT(told.variants, ElementsAre(0, 2));
}

TEST(WorkerProtocol, ARoundIsToldWhatItMeasuresAndHow) {
  RoundRequest request;
  request.hotspot.id = "strings/build";
  request.variants = {1, 4};
  request.iterations = {0, 5, 0, 0, 18'000'000'000};
  request.iteration_seconds = {0.0, 0.002, 0.0, 0.0, 1e-9};
  request.limits.min_region_seconds = 0.25;
  request.hash_seed = 4'294'967'295;
  request.cpu = 3;
  request.meter.domains = {"package-0 of perf", "psys of perf"};
  request.meter.update_periods_seconds = {0.000976, std::nullopt};
  request.meter.update_jitters_seconds = {0.000002, std::nullopt};
  const RoundRequest told = heard_request(request);
  EXPECT_EQ(told.hotspot.id, "strings/build");
  EXPECT_THAT(told.variants, ElementsAre(1, 4));
  EXPECT_THAT(told.iterations, ElementsAre(0, 5, 0, 0, 18'000'000'000));
  EXPECT_THAT(told.iteration_seconds, ElementsAre(0.0, 0.002, 0.0, 0.0, 1e-9));
  EXPECT_EQ(told.limits.min_region_seconds, 0.25);
  EXPECT_EQ(told.hash_seed, 4'294'967'295U);
  EXPECT_EQ(told.cpu, 3);
  EXPECT_THAT(told.meter.domains, ElementsAre("package-0 of perf", "psys of perf"));
  EXPECT_THAT(told.meter.update_periods_seconds, ElementsAre(0.000976, std::nullopt));
  EXPECT_THAT(told.meter.update_jitters_seconds, ElementsAre(0.000002, std::nullopt));
  request.cpu.reset();
  EXPECT_FALSE(heard_request(request).cpu);
}

TEST(WorkerProtocol, ARoundIsToldHowItsServerAnswers) {
  RoundRequest request;
  EXPECT_FALSE(heard_request(request).hotspot.server);
  request.hotspot.server = ServerSettings{.latency_seconds = 0.005, .body_bytes = 7};
  const auto told = heard_request(request).hotspot.server;
  ASSERT_TRUE(told);
  EXPECT_EQ(told->latency_seconds, 0.005);
  EXPECT_EQ(told->body_bytes, 7U);
}

TEST(WorkerProtocol, EveryCommandArrivesWithItsVariant) {
  using Kind = WorkerCommand::Kind;
  for (const Kind kind : {Kind::set_up, Kind::measure, Kind::finish, Kind::kill}) {
    const std::string line = line_of(WorkerCommand{kind, 12});
    EXPECT_THAT(line, EndsWith("}\n"));
    EXPECT_EQ(command_from_line(line).kind, kind);
    EXPECT_EQ(command_from_line(line).variant, 12U);
  }
}

TEST(WorkerProtocol, ADescriptionBringsThePackagesAndWhatAVariantLacks) {
  HotspotInfo info;
  info.id = "numeric/tax";
  info.variants = {{.language = "python", .name = "loop", .baseline = true},
                   {.language = "python", .name = "numpy", .not_available = "needs numpy", .needs = {"numpy"}}};
  info.needs = {"httpx", "a.b"};
  const DescribeMessage heard = heard_message(DescribeMessage{"3.11.2", {{"httpx", "0.28.1"}}, {info}});
  EXPECT_EQ(heard.python_version, "3.11.2");
  EXPECT_EQ(heard.python_packages, (PackageVersions{{"httpx", "0.28.1"}}));
  ASSERT_EQ(heard.hotspots.size(), 1U);
  EXPECT_FALSE(heard.hotspots[0].needs_server);
  EXPECT_EQ(heard.hotspots[0].variants[0].not_available, "");
  EXPECT_EQ(heard.hotspots[0].variants[1].not_available, "needs numpy");
  EXPECT_EQ(heard.hotspots[0], info);
}

TEST(WorkerProtocol, ADescriptionOfALibrarySaysHowItWasCompiled) {
  DescribeMessage message;
  EXPECT_FALSE(heard_message(message).library);
  for (const bool is_optimised : {false, true}) {
    message.library = LibraryBuild{.file = "libmine.so", .compiler = "GNU 12.2.0", .is_optimised = is_optimised};
    const DescribeMessage heard = heard_message(message);
    ASSERT_TRUE(heard.library);
    EXPECT_EQ(heard.library->file, "libmine.so");
    EXPECT_EQ(heard.library->compiler, "GNU 12.2.0");
    EXPECT_EQ(heard.library->is_optimised, is_optimised);
  }
}

TEST(WorkerProtocol, ADescriptionSaysWhetherTheServerIsNeeded) {
  HotspotInfo info;
  info.needs_server = true;
  EXPECT_TRUE(heard_message(DescribeMessage{"3.11", {}, {info}}).hotspots.at(0).needs_server);
}

TEST(WorkerProtocol, ADescriptionSaysWhetherSeveralProcessorsAreUsed) {
  for (const bool parallel : {false, true}) {
    HotspotInfo info;
    info.parallel = parallel;
    EXPECT_EQ(heard_message(DescribeMessage{"3.11", {}, {info}}).hotspots.at(0).parallel, parallel);
  }
}

TEST(WorkerProtocol, AWorkerThatIsReadySaysWhatATurnIs) {
  ReadyMessage said{.variant = 2, .iterations = 120, .turn_seconds = 0.0125, .peak_memory = {}};
  EXPECT_FALSE(heard_message(said).peak_memory);
  said.peak_memory = PeakMemory{.resident_before_bytes = 40, .peak_resident_bytes = 120};
  const ReadyMessage heard = heard_message(said);
  EXPECT_EQ(heard.variant, 2U);
  EXPECT_EQ(heard.iterations, 120U);
  EXPECT_EQ(heard.turn_seconds, 0.0125);
  ASSERT_TRUE(heard.peak_memory);
  EXPECT_EQ(heard.peak_memory->growth_bytes(), 80U);
}

TEST(WorkerProtocol, ATurnBringsItsSampleAndItsWholeCpuTime) {
  TurnMessage said{Sample{}, 0.75};
  said.sample.variant = 4;
  said.sample.iterations = 9;
  said.sample.energy_total_joules = 0.1;
  said.sample.void_reason = "one\ntwo";
  const TurnMessage heard = heard_message(said);
  EXPECT_EQ(heard.sample.variant, 4U);
  EXPECT_EQ(heard.sample.iterations, 9U);
  EXPECT_EQ(heard.sample.energy_total_joules, 0.1);
  EXPECT_EQ(heard.sample.void_reason, "one\ntwo");
  EXPECT_EQ(heard.cpu_seconds, 0.75);
}

TEST(WorkerProtocol, AWorkerThatFinishedOrIsGoneIsNamed) {
  EXPECT_EQ(heard_message(FinishedMessage{7}).variant, 7U);
  const GoneMessage exited = heard_message(GoneMessage{.variant = 1, .exit_code = 0, .signal = 0});
  EXPECT_EQ(exited.variant, 1U);
  EXPECT_EQ(exited.exit_code, 0);
  const GoneMessage killed = heard_message(GoneMessage{.variant = 2, .exit_code = {}, .signal = 9});
  EXPECT_FALSE(killed.exit_code);
  EXPECT_EQ(killed.signal, 9);
}

TEST(WorkerProtocol, AFailureIsOfOneVariantOrOfAll) {
  const Failure failure{Failure::Kind::raised, "ValueError: no", "Traceback\nValueError: no", {}};
  const FailureMessage of_one = heard_message(FailureMessage{failure, 3});
  EXPECT_EQ(of_one.variant, 3U);
  EXPECT_EQ(of_one.failure.reason, "ValueError: no");
  EXPECT_EQ(of_one.failure.detail, "Traceback\nValueError: no");
  EXPECT_FALSE(heard_message(FailureMessage{failure, {}}).variant);
}

TEST(WorkerProtocol, TextsComeBackWithAllTheirLines) {
  EXPECT_EQ(heard_message(ComplaintMessage{"one\ntwo"}).text, "one\ntwo");
  EXPECT_EQ(heard_message(BadFileMessage{"mine.py:2: wrong\n  here"}).text, "mine.py:2: wrong\n  here");
  heard_message(EndMessage{});
}

TEST(WorkerProtocol, WhatIsNoneOfTheseIsRefused) {
  for (const char* const line : {"", "hello", "{}", "[]", R"({"turn": 5})", R"({"turn": {"cpu_seconds": 1}})"}) {
    EXPECT_THROW(static_cast<void>(message_from_line(line)), DocumentError) << line;
    EXPECT_THROW(static_cast<void>(request_from_line(line)), DocumentError) << line;
    EXPECT_THROW(static_cast<void>(command_from_line(line)), DocumentError) << line;
  }
  EXPECT_THROW(static_cast<void>(command_from_line(R"({"command": "dance", "variant": 0})")), DocumentError);
}

}  // namespace
}  // namespace greenbench
