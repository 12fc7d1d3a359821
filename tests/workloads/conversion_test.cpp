// How results of Python variants become answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workloads/python_fixture.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Conversion : public PythonTest {
 protected:
  std::string described(std::string_view expression, std::string_view imports = "") {
    return describe(evaluate(expression, imports));
  }

  std::string error(std::string_view expression, std::string_view imports = "") {
    try {
      return "no error but " + described(expression, imports);
    } catch (const std::runtime_error& thrown) {
      return thrown.what();
    }
  }
};

TEST_F(Conversion, KeepsThePlainKinds) {
  EXPECT_EQ(described("None"), "nothing");
  EXPECT_EQ(described("True"), "true");
  EXPECT_EQ(described("-5"), "integer -5");
  EXPECT_EQ(described("0.5"), "real number 0.5");
  EXPECT_EQ(described("'ab'"), "text of 2 bytes \"ab\"");
  EXPECT_EQ(described("b'a\\xff'"), "text of 2 bytes \"a\\xff\"");
  EXPECT_EQ(described("bytearray(b'ab')"), "text of 2 bytes \"ab\"");
}

TEST_F(Conversion, CountsTextInBytesOfUtf8) {
  EXPECT_EQ(described("'\\u00e4'"), "text of 2 bytes \"\\xc3\\xa4\"");
}

TEST_F(Conversion, WritesAnIntegerBeyond64BitsAsText) {
  EXPECT_EQ(described("2**63 - 1"), "integer 9223372036854775807");
  EXPECT_EQ(described("2**63"), "text of 19 bytes \"9223372036854775808\"");
  EXPECT_EQ(described("-2**63 - 1"), "text of 20 bytes \"-9223372036854775809\"");
}

// Beyond the 4,300 digits that CPython writes unless it is told otherwise.
TEST_F(Conversion, WritesIntegersOfAnyLength) {
  EXPECT_THAT(described("10**5000"), StartsWith("text of 5001 bytes \"1000"));
  EXPECT_EQ(described("sys.get_int_max_str_digits()", "import sys"), "integer 4300") << "and leaves the limit alone";
}

TEST_F(Conversion, KeepsHalfASurrogatePair) {
  EXPECT_EQ(described("os.fsdecode(b'caf\\xe9')", "import os"), "text of 6 bytes \"caf\\xed\\xb3\\xa9\"");
}

TEST_F(Conversion, MakesAListOfFloatsAnArray) {
  EXPECT_EQ(described("[0.5, 1.5]"), "array of 2 real numbers: real number 0.5, real number 1.5");
  EXPECT_EQ(described("(0.5,)"), "array of 1 real numbers: real number 0.5");
}

TEST_F(Conversion, KeepsOtherListsWithTheirKinds) {
  EXPECT_EQ(described("[]"), "list of 0 elements");
  EXPECT_EQ(described("[1, 0.5]"), "list of 2 elements: integer 1, real number 0.5");
  EXPECT_EQ(described("[(1,), 'a']"), "list of 2 elements: list of 1 elements: integer 1, text of 1 bytes \"a\"");
}

TEST_F(Conversion, ReadsBuffersOfDoubles) {
  EXPECT_EQ(described("array.array('d', [0.5, 1.5])", "import array"),
            "array of 2 real numbers: real number 0.5, real number 1.5");
}

TEST_F(Conversion, ReadsBuffersOfOtherNumbersExactly) {
  EXPECT_EQ(described("array.array('f', [0.5])", "import array"), "array of 1 real numbers: real number 0.5");
  EXPECT_EQ(described("array.array('q', [2**53 + 1])", "import array"), "list of 1 elements: integer 9007199254740993");
}

TEST_F(Conversion, ReadsBuffersThatAreNotContiguousOrHaveMoreDimensions) {
  EXPECT_EQ(described("memoryview(array.array('d', [0.5, 1.5, 2.5]))[::2]", "import array"),
            "array of 2 real numbers: real number 0.5, real number 2.5");
  EXPECT_EQ(described("memoryview(bytes([1, 2])).cast('B', (2, 1))"),
            "list of 2 elements: list of 1 elements: integer 1, list of 1 elements: integer 2");
}

TEST_F(Conversion, RefusesOtherTypesAndPointsToCheck) {
  EXPECT_THAT(error("{'a': 1}"), AllOf(HasSubstr("type dict"), HasSubstr("check(self, result)")));
  EXPECT_THAT(error("{1, 2}"), HasSubstr("type set"));
  EXPECT_THAT(error("[1, object()]"), HasSubstr("type object"));
}

TEST_F(Conversion, ReportsPythonsOwnErrors) {
  EXPECT_THAT(error("endless", "endless = []\nendless.append(endless)"), HasSubstr("RecursionError"));
}

}  // namespace
}  // namespace greenbench
