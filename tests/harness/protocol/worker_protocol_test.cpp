#include "harness/protocol/worker_protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(WorkerProtocol, AWorkerIsToldTheUpdateTimesOfTheRun) {
  MeasureRequest request;
  request.meter.update_periods_seconds = {0.000976, std::nullopt};
  request.meter.update_jitters_seconds = {0.000002, std::nullopt};
  const WorkerRequest again = request_from_text(to_json(WorkerRequest{request}).dump());
  const auto& told = std::get<MeasureRequest>(again);
  EXPECT_THAT(told.meter.update_periods_seconds, ::testing::ElementsAre(0.000976, std::nullopt));
  EXPECT_THAT(told.meter.update_jitters_seconds, ::testing::ElementsAre(0.000002, std::nullopt));
}

TEST(WorkerProtocol, ADescriptionBringsThePackagesAndWhatAVariantLacks) {
  HotspotInfo info;
  info.id = "numeric/tax";
  info.variants = {{.language = "python", .name = "loop", .baseline = true},
                   {.language = "python", .name = "numpy", .not_available = "needs numpy"}};
  const DescribeMessage said{"3.11.2", {{"httpx", "0.28.1"}}, {info}};
  const WorkerMessage message = message_from_line(to_json(WorkerMessage{said}).dump());
  const auto& heard = std::get<DescribeMessage>(message);
  EXPECT_EQ(heard.python_packages, said.python_packages);
  ASSERT_EQ(heard.hotspots.size(), 1U);
  EXPECT_EQ(heard.hotspots[0].variants[0].not_available, "");
  EXPECT_EQ(heard.hotspots[0].variants[1].not_available, "needs numpy");
}

TEST(WorkerProtocol, AWorkerIsToldHowItsServerAnswers) {
  MeasureRequest request;
  EXPECT_FALSE(std::get<MeasureRequest>(request_from_text(to_json(WorkerRequest{request}).dump())).hotspot.server);
  request.hotspot.server = ServerSettings{.latency_seconds = 0.005, .body_bytes = 7};
  const WorkerRequest again = request_from_text(to_json(WorkerRequest{request}).dump());
  const auto& told = std::get<MeasureRequest>(again).hotspot.server;
  ASSERT_TRUE(told);
  EXPECT_EQ(told->latency_seconds, 0.005);
  EXPECT_EQ(told->body_bytes, 7U);
}

TEST(WorkerProtocol, ADescriptionSaysWhetherTheServerIsNeeded) {
  HotspotInfo info;
  info.needs_server = true;
  const WorkerMessage message = message_from_line(to_json(WorkerMessage{DescribeMessage{"3.11", {}, {info}}}).dump());
  EXPECT_TRUE(std::get<DescribeMessage>(message).hotspots.at(0).needs_server);
}

TEST(WorkerProtocol, ADescriptionSaysWhetherSeveralProcessorsAreUsed) {
  for (const bool parallel : {false, true}) {
    HotspotInfo info;
    info.parallel = parallel;
    const WorkerMessage message = message_from_line(to_json(WorkerMessage{DescribeMessage{"3.11", {}, {info}}}).dump());
    EXPECT_EQ(std::get<DescribeMessage>(message).hotspots.at(0).parallel, parallel);
  }
}

TEST(WorkerProtocol, PeakMemoryComesBackVariantByVariant) {
  const PeakMemoryMessage said{{PeakMemory{.resident_before_bytes = 40, .peak_resident_bytes = 120}, std::nullopt}};
  const WorkerMessage message = message_from_line(to_json(WorkerMessage{said}).dump());
  const auto& heard = std::get<PeakMemoryMessage>(message).variants;
  ASSERT_EQ(heard.size(), 2U);
  ASSERT_TRUE(heard[0]);
  EXPECT_EQ(heard[0]->growth_bytes(), 80U);
  EXPECT_FALSE(heard[1]);
}

TEST(WorkerProtocol, AVariantThatCannotRunKeepsItsReason) {
  const VariantInfo absent{.language = "cpp", .name = "flat_map", .not_available = "needs Boost 1.81"};
  const DescribeMessage said{"3.11.2", {}, {{.id = "caching/memoize", .description = "", .variants = {absent}}}};
  const WorkerMessage message = message_from_line(to_json(WorkerMessage{said}).dump());
  const auto& heard = std::get<DescribeMessage>(message).hotspots;
  EXPECT_EQ(heard.at(0).variants.at(0).not_available, "needs Boost 1.81");
}

TEST(WorkerProtocol, AComplaintComesBackWithAllItsLines) {
  const WorkerMessage message = message_from_line(to_json(WorkerMessage{ComplaintMessage{"one\ntwo"}}).dump());
  EXPECT_EQ(std::get<ComplaintMessage>(message).text, "one\ntwo");
}

}  // namespace
}  // namespace greenbench
