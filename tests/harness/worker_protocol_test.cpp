#include "harness/worker_protocol.hpp"

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
  const WorkerMessage message = message_from_line(to_json(WorkerMessage{DescribeMessage{"3.11", {info}}}).dump());
  EXPECT_TRUE(std::get<DescribeMessage>(message).hotspots.at(0).needs_server);
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

}  // namespace
}  // namespace greenbench
