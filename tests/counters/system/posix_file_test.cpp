#include "counters/system/posix_file.hpp"

#include <gtest/gtest.h>

#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using testing::CounterFile;
using testing::TemporaryFolder;
using testing::write_file;

class PosixFile : public ::testing::Test {
 protected:
  NumberRead number(std::string_view content) {
    write_file(path_, content);
    return read_number(open_file(path_).descriptor);
  }

  TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "file";
};

TEST_F(PosixFile, ReadsTextWithoutItsLineEnd) {
  write_file(path_, "package-0\n");
  EXPECT_EQ(read_text_file(path_).text, "package-0");
}

TEST_F(PosixFile, ReadsTextLongerThanItsBuffer) {
  write_file(path_, std::string(10'000, 'x'));
  EXPECT_EQ(read_text_file(path_).text.size(), 10'000U);
}

TEST_F(PosixFile, SaysWhyAFileCannotBeOpened) {
  EXPECT_EQ(read_text_file(path_).error, std::errc::no_such_file_or_directory);
  EXPECT_EQ(open_file(path_).error, std::errc::no_such_file_or_directory);
  EXPECT_FALSE(open_file(path_).descriptor.is_open());
}

TEST_F(PosixFile, ReadsNumbersWithOrWithoutLineEndAndLeadingZeros) {
  EXPECT_EQ(number("262143328850\n").value, 262143328850U);
  EXPECT_EQ(number("0000000000000061").value, 61U);
  EXPECT_EQ(number("18446744073709551615\n").value, 18446744073709551615U);
}

TEST_F(PosixFile, RefusesWhatIsNoNumber) {
  EXPECT_EQ(number("twelve\n").error, std::errc::illegal_byte_sequence);
  EXPECT_EQ(number("12 W\n").error, std::errc::illegal_byte_sequence);
  EXPECT_EQ(number("-1\n").error, std::errc::illegal_byte_sequence);
  EXPECT_EQ(number("18446744073709551616\n").error, std::errc::result_out_of_range);
  EXPECT_EQ(number("").error, std::errc::no_message_available);
  EXPECT_EQ(read_number_file(folder_.path() / "none"), std::nullopt);
}

TEST_F(PosixFile, SeesNewValuesThroughOneOpenDescriptor) {
  CounterFile counter{path_};
  const OpenedFile file = open_file(path_);
  counter.store(61);
  EXPECT_EQ(read_number(file.descriptor).value, 61U);
  counter.store(122);
  EXPECT_EQ(read_number(file.descriptor).value, 122U);
  counter.truncate();
  EXPECT_EQ(read_number(file.descriptor).error, std::errc::no_message_available);
}

TEST_F(PosixFile, ADescriptorThatWasMovedFromIsClosed) {
  write_file(path_, "1");
  FileDescriptor first = open_file(path_).descriptor;
  const FileDescriptor second = std::move(first);
  EXPECT_TRUE(second.is_open());
  EXPECT_FALSE(first.is_open());  // NOLINT(bugprone-use-after-move): that is what is tested
}

}  // namespace
}  // namespace greenbench
