#include "results/repeat/shell_word.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(ShellWord, LeavesHarmlessTextAsItIs) {
  for (const char* text :
       {"strings/build", "python:join", "/tmp/a_b-c.py", "2.5%", "perf,powercap", "aws:eu-north-1"}) {
    EXPECT_EQ(shell_word(text), text);
  }
}

TEST(ShellWord, QuotesWhatAShellWouldReadDifferently) {
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("my bench.py"), "'my bench.py'");
  EXPECT_EQ(shell_word("bench's"), "'bench'\\''s'");
  EXPECT_EQ(shell_word("a\"b$c`d\\e"), "'a\"b$c`d\\e'");
  EXPECT_EQ(shell_word("strings/*"), "'strings/*'");
  EXPECT_EQ(shell_word("~/mine.py"), "'~/mine.py'");
  EXPECT_EQ(shell_word("messläufe.py"), "'messläufe.py'");
  EXPECT_EQ(shell_word("two\nlines"), "'two\nlines'");
}

TEST(FlagWord, KeepsAValueWithALeadingDashInOneWord) {
  EXPECT_EQ(flag_word("--user", "ada"), "--user ada");
  EXPECT_EQ(flag_word("--power-model", "-m.toml"), "--power-model=-m.toml");
  EXPECT_EQ(flag_word("--power-model", "-my model"), "--power-model='-my model'");
}

TEST(FlagWord, AFlagOrAValueCanStandAlone) {
  EXPECT_EQ(flag_word("--quick", ""), "--quick");
  EXPECT_EQ(flag_word("", "/a b/mine.py"), "'/a b/mine.py'");
}

}  // namespace
}  // namespace greenbench
