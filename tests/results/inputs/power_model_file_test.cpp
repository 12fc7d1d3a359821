#include "results/inputs/power_model_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/model/document_error.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

PowerModel model_in(const std::string& content) {
  return parse_power_model(content, "model.toml");
}

std::string complaint(const std::string& content) {
  try {
    (void)model_in(content);
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "nothing";
}

TEST(PowerModelFile, GivesNumbersAndRanges) {
  const PowerModel model = model_in(
      "name = \"my server\"\n"
      "idle_watts_per_cpu = 1\n"
      "full_watts_per_cpu = { value = 6.5, low = 5.0, high = 8.0 }\n"
      "memory_watts_per_gib = 0.4\n");
  EXPECT_EQ(model.name, "my server");
  EXPECT_EQ(model.reason, "given by model.toml");
  EXPECT_EQ(model.idle_watts_per_cpu.low, 1.0);
  EXPECT_EQ(model.idle_watts_per_cpu.high, 1.0);
  EXPECT_EQ(model.full_watts_per_cpu.value, 6.5);
  EXPECT_EQ(model.full_watts_per_cpu.low, 5.0);
  EXPECT_EQ(model.full_watts_per_cpu.high, 8.0);
}

TEST(PowerModelFile, MayEndItsLinesAsWindowsDoesAndBeginWithAByteOrderMark) {
  const std::string lines =
      "name = \"my server\"\r\nidle_watts_per_cpu = 1\r\nfull_watts_per_cpu = 6.5\r\nmemory_watts_per_gib = 0.4";
  for (const char* end : {"\r\n", "\n", "", "\r\n\r\n"}) EXPECT_EQ(model_in(lines + end).full_watts_per_cpu.value, 6.5);
  EXPECT_EQ(model_in("\xef\xbb\xbf" + lines).name, "my server");
}

TEST(PowerModelFile, SaysWhatIsWrongAndWhere) {
  const std::string name = "name = \"x\"\n";
  const std::string idle = "idle_watts_per_cpu = 1.0\n";
  const std::string full = "full_watts_per_cpu = 3.0\n";
  const std::string memory = "memory_watts_per_gib = 0.4\n";
  EXPECT_THAT(complaint(name + idle + full), HasSubstr("memory_watts_per_gib is missing"));
  EXPECT_EQ(complaint(name + idle + "full_watts_per_cpu = \"lots\"\n" + memory),
            "model.toml:3: full_watts_per_cpu must be a number");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = -1.0\n" + full + memory),
            "model.toml:2: idle_watts_per_cpu must be a power from 0 W up, not -1");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = {value = 1.0, low = 2.0, high = 3.0}\n" + full + memory),
            "model.toml:2: idle_watts_per_cpu must have low <= value <= high, not 2, 1, 3");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = {value = 1.0, low = 0.5}\n" + full + memory),
            "model.toml:2: idle_watts_per_cpu.high is missing");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = {value = 1.0, low = -0.5, high = 2.0}\n" + full + memory),
            "model.toml:2: idle_watts_per_cpu.low must be a power from 0 W up, not -0.5");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = {value = 1, low = 1, high = 1, mean = 1}\n" + full + memory),
            "model.toml:2: unknown key idle_watts_per_cpu.mean; there are value, low, high");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = 4.0\n" + full + memory),
            "model.toml:3: full_watts_per_cpu must not be below idle_watts_per_cpu, in value, low or high");
  EXPECT_THAT(complaint(name + idle + full + memory + "watts = 3\n"), StartsWith("model.toml:5: unknown key watts"));
  EXPECT_EQ(complaint("name = 3\n" + idle + full + memory), "model.toml:1: name must be a text in quotes, not empty");
  EXPECT_THAT(complaint(name + "idle_watts_per_cpu = \n" + full), StartsWith("model.toml:2: "));
}

TEST(PowerModelFile, SaysThatAFileIsNotThere) {
  EXPECT_THAT([] { (void)read_power_model_file("nowhere/none.toml"); },
              ::testing::ThrowsMessage<DocumentError>("nowhere/none.toml: cannot be read: No such file or directory"));
}

}  // namespace
}  // namespace greenbench
