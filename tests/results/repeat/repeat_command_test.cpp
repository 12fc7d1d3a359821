#include "results/repeat/repeat_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string usual_limits =
    " --seed 42 --precision 2.5% --min-rounds 6 --max-rounds 80 --time-limit 60s --min-region 10ms "
    "--worker-timeout 120s --max-other-load 10%";
const std::string usual_settings = " --margin 2% --level 95%";

Report report_of(const std::vector<PlannedHotspot>& hotspots) {
  Report report;
  report.run.plan.seed = 42;
  report.run.plan.hotspots = hotspots;
  report.run.plan.limits.precision = 0.025;
  return report;
}

Report report_of(const RunRequest& request) {
  Report report = report_of(std::vector<PlannedHotspot>{});
  report.run.plan.request = request;
  return report;
}

PlannedHotspot hotspot(const char* id, std::uint64_t size, const char* file = "") {
  PlannedHotspot planned;
  planned.id = id;
  planned.size = size;
  planned.file = file;
  return planned;
}

std::string command(const Report& report) {
  const std::vector<std::string> commands = commands_to_repeat(report);
  EXPECT_EQ(commands.size(), 1U);
  return commands.front();
}

TEST(CommandsToRepeat, NameWhatWasAskedFor) {
  const RunRequest request{.suites = {"strings", "io"},
                           .hotspots = {"numeric/sum"},
                           .languages = {"python", "cpp"},
                           .variants = {"python:join"},
                           .size = 100};
  EXPECT_EQ(command(report_of(request)),
            "greenbench run --suite strings --suite io --hotspot numeric/sum --language python --language cpp "
            "--variant python:join --size 100" +
                usual_limits + usual_settings);
}

TEST(CommandsToRepeat, NameEverySwitch) {
  Report report = report_of(RunRequest{
      .suites = {"all"}, .article_size = true, .sweep = true, .require_measured = true, .allow_unoptimized = true});
  report.run.plan.quick = true;
  EXPECT_THAT(command(report), StartsWith("greenbench run --suite all --article-size --sweep --require-measured "
                                          "--allow-unoptimized --seed 42 --quick --precision"));
}

TEST(CommandsToRepeat, SayHowAFileWasMeant) {
  RunRequest request{.suites = {"strings"}, .files = {"/a b/mine.py", "/x/own"}};
  EXPECT_THAT(command(report_of(request)),
              StartsWith("greenbench run --suite strings --file '/a b/mine.py' --file /x/own"));
  request.whole_files = true;
  EXPECT_THAT(command(report_of(request)), StartsWith("greenbench run '/a b/mine.py' --suite strings --file /x/own"));
  request.files = {"/x/libmine.so", "/x/libmine.so.1"};
  EXPECT_THAT(command(report_of(request)), StartsWith("greenbench run /x/libmine.so /x/libmine.so.1 --suite strings"));
}

TEST(CommandsToRepeat, NameSourcesRootsModelAndUser) {
  Report report = report_of(RunRequest{.suites = {"all"}, .max_other_load = 100.0});
  Plan& plan = report.run.plan;
  plan.requested_sources = {"perf", "powercap"};
  plan.power_model_file = "-my model.toml";
  plan.sysfs = "/tmp/root/sys";
  plan.procfs = "/proc";
  plan.devfs = "/dev";
  plan.user = "ada";
  plan.limits.max_other_load = 101.5;  // the request's, and what others did before the run
  EXPECT_THAT(command(report), HasSubstr(" --source perf,powercap --power-model='-my model.toml' --path.sysfs "
                                         "/tmp/root/sys --user ada --seed 42"));
  EXPECT_THAT(command(report), HasSubstr(" --max-other-load 10000% "));
}

TEST(CommandsToRepeat, NameHowTheLocalServerAnswered) {
  Report report = report_of({hotspot("io/fetch", 10)});
  report.run.plan.request = RunRequest{.suites = {"io"}};
  report.run.plan.hotspots[0].server = ServerSettings{.latency_seconds = 0.005, .body_bytes = 2048};
  EXPECT_THAT(command(report), HasSubstr(" --suite io --server-latency 5ms --server-body 2048 "));
}

TEST(CommandsToRepeat, NameHowTheReportIsJudged) {
  Report report = report_of(RunRequest{.suites = {"all"}});
  report.settings = {.level = 0.9, .margin = 0.3, .baseline = VariantId{"cpp", "append"}};
  EXPECT_THAT(command(report), ::testing::EndsWith(" --margin 30% --level 90% --baseline cpp:append"));
  CarbonSettings& carbon = report.settings.carbon.emplace();
  carbon.intensity.kind = PlaceKind::country;
  carbon.intensity.code = "DEU";
  carbon.pue = 1.2;
  carbon.operations_per_second = 0.25;
  EXPECT_THAT(command(report), ::testing::EndsWith(" --carbon country:DEU --pue 1.2 --rate 0.25/s"));
  CarbonSettings& typed = report.settings.carbon.emplace();
  typed.intensity.value = GramsPerKilowattHour{400.5};
  EXPECT_THAT(command(report), ::testing::EndsWith(" --carbon 400.5 --pue 1"));
}

TEST(CommandsToRepeat, AreOnePerSizeOfARunThatDidNotKeepItsRequest) {
  EXPECT_THAT(commands_to_repeat(report_of({hotspot("a/x", 10), hotspot("a/y", 20), hotspot("a/z", 10)})),
              ElementsAre("greenbench run --hotspot a/x --hotspot a/z --size 10" + usual_limits + usual_settings,
                          "greenbench run --hotspot a/y --size 20" + usual_limits + usual_settings));
  Report own = report_of({hotspot("m/x", 1, "/my bench's.py"), hotspot("m/y", 1, "/my bench's.py")});
  own.run.plan.suite_label = "my bench's.py";
  EXPECT_THAT(command(own),
              StartsWith("greenbench run --hotspot m/x --hotspot m/y --file '/my bench'\\''s.py' --size 1 "));
}

}  // namespace
}  // namespace greenbench
