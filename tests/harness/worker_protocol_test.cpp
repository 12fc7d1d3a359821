#include "harness/worker_protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(WorkerProtocol, AWorkerIsToldTheUpdateTimesOfTheRun) {
  MeasureRequest request;
  request.update_periods_seconds = {0.000976, std::nullopt};
  request.update_jitters_seconds = {0.000002, std::nullopt};
  const WorkerRequest again = request_from_text(to_json(WorkerRequest{request}).dump());
  const auto& told = std::get<MeasureRequest>(again);
  EXPECT_THAT(told.update_periods_seconds, ::testing::ElementsAre(0.000976, std::nullopt));
  EXPECT_THAT(told.update_jitters_seconds, ::testing::ElementsAre(0.000002, std::nullopt));
}

}  // namespace
}  // namespace greenbench
