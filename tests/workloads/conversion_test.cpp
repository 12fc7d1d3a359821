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

// CPython refuses to write more than 4,300 digits, or more than 640 where somebody says so.
TEST_F(Conversion, WritesLongIntegersInHexadecimal) {
  EXPECT_THAT(described("10**600"), StartsWith("text of 601 bytes \"1000"));
  EXPECT_EQ(described("16**1000"), "text of 1003 bytes \"0x100000000000000000\"...");
  EXPECT_EQ(described("-16**1000"), "text of 1004 bytes \"-0x10000000000000000\"...");
  EXPECT_THAT(described("1 << 10_000_000"), StartsWith("text of 2500003 bytes"));
  EXPECT_THAT(described("10**600", "import sys\nsys.set_int_max_str_digits(640)"), StartsWith("text of 601 bytes"));
}

TEST_F(Conversion, ReadsAnIntegerWhoseClassTellsAnotherLength) {
  EXPECT_EQ(described("Odd(2**70)", "class Odd(int):\n    def bit_length(self): return 'none'"),
            "text of 22 bytes \"11805916207174113034\"...");
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

TEST_F(Conversion, ReadsOtherByteOrders) {
  EXPECT_EQ(described("(ctypes.c_int16.__ctype_be__ * 2)(1, 256)", "import ctypes"),
            "list of 2 elements: integer 1, integer 256");
}

TEST_F(Conversion, ReadsAComplexNumberAsAPair) {
  EXPECT_EQ(described("1.5 - 2j"), "array of 2 real numbers: real number 1.5, real number -2");
}

TEST_F(Conversion, ReadsEveryArrayOfTheStandardLibrary) {
  EXPECT_EQ(described("[[c] for c in array.typecodes if not read(c)]",
                      "import array\n"
                      "def read(code):\n"
                      "    import greenbench.hotspots.answer\n"
                      "    content = 'ab' if code in 'uw' else [1, 2]\n"
                      "    return greenbench.hotspots.answer.plain(array.array(code, content)) == content"),
            "list of 0 elements");
  EXPECT_EQ(described("array.array('u', 'ab')", "import array"), "text of 2 bytes \"ab\"");
}

TEST_F(Conversion, ReadsAViewOfBytesAsBytes) {
  EXPECT_EQ(described("memoryview(b'ab')"), "text of 2 bytes \"ab\"");
  EXPECT_EQ(described("memoryview(b'')"), "empty text");
}

TEST_F(Conversion, SortsSetsAndDictionaries) {
  EXPECT_EQ(described("{3, 1, 2}"), "set of 3 elements: integer 1, integer 2, integer 3");
  EXPECT_EQ(described("frozenset({'b', 'a', 5, None})"),
            "set of 4 elements: nothing, integer 5, text of 1 bytes \"a\", ...");
  EXPECT_EQ(described("{'b': 1, 'a': [2.5]}"),
            "dictionary of 2 entries: text of 1 bytes \"a\" -> array of 1 real numbers: real number 2.5, "
            "text of 1 bytes \"b\" -> integer 1");
  EXPECT_EQ(described("{2: 0, 1.5: 0, (1, 'a'): 0}.keys()"),
            "set of 3 elements: real number 1.5, integer 2, list of 2 elements: integer 1, text of 1 bytes \"a\"");
}

TEST_F(Conversion, TellsEqualSetsAndDictionariesFromOthers) {
  const auto agree = [this](std::string_view one, std::string_view other) {
    return !difference(evaluate(one), evaluate(other), 0.0);
  };
  EXPECT_TRUE(agree("{1: 'a', 2.0: 'b'}", "{2: 'b', 1.0: 'a'}"));
  EXPECT_TRUE(agree("{frozenset({1, 2}), frozenset({3})}", "{frozenset({3}), frozenset({2, 1})}"));
  EXPECT_TRUE(agree("{float('nan'), 2.0, 1.0}", "{1.0, float('nan'), 2}"));
  EXPECT_TRUE(agree("{'a': {1: {2}}, 'b': 3}", "{'b': 3, 'a': {1: {2}}}"));
  EXPECT_FALSE(agree("{1, 2}", "[1, 2]"));
  EXPECT_FALSE(agree("{}", "[]"));
  EXPECT_FALSE(agree("{1: 2}", "{1: 3}"));
  EXPECT_FALSE(agree("{1: 2}", "{2: 2}"));
}

TEST_F(Conversion, ReadsWhatLooksLikeAListAsOne) {
  EXPECT_EQ(described("range(2)"), "list of 2 elements: integer 0, integer 1");
  EXPECT_EQ(described("collections.deque([1.5])", "import collections"), "array of 1 real numbers: real number 1.5");
  EXPECT_EQ(described("{1: 'a'}.values()"), "list of 1 elements: text of 1 bytes \"a\"");
}

TEST_F(Conversion, WritesDatesAndTimesAsText) {
  constexpr std::string_view imports = "import datetime as d";
  EXPECT_EQ(described("d.date(2020, 2, 29)", imports), "text of 10 bytes \"2020-02-29\"");
  EXPECT_EQ(described("d.datetime(2020, 2, 29, 1, 2)", imports), "text of 19 bytes \"2020-02-29T01:02:00\"");
  EXPECT_EQ(described("d.time(1, 2, 3)", imports), "text of 8 bytes \"01:02:03\"");
  EXPECT_EQ(described("d.timedelta(days=1, microseconds=1)", imports), "text of 21 bytes \"1 day, 0:00:00.00000\"...");
}

TEST_F(Conversion, WritesExactFractionsAsTextAndWholeOnesAsIntegers) {
  constexpr std::string_view imports = "from decimal import Decimal as D; from fractions import Fraction as F";
  EXPECT_EQ(described("D('1.50')", imports), "text of 3 bytes \"1.5\"");
  EXPECT_EQ(described("D('1.5E3')", imports), "integer 1500");
  EXPECT_EQ(described("D('1E+999999')", imports), "text of 9 bytes \"1E+999999\"");
  EXPECT_EQ(described("D('-0.00')", imports), "integer 0");
  EXPECT_EQ(described("D('NaN')", imports), "text of 3 bytes \"NaN\"");
  EXPECT_EQ(described("F(2, 6)", imports), "text of 3 bytes \"1/3\"");
  EXPECT_EQ(described("F(6, 3)", imports), "integer 2");
}

TEST_F(Conversion, ReadsOtherValuesOfTheStandardLibrary) {
  EXPECT_EQ(described("E.A", "import enum\nclass E(enum.Enum):\n    A = 1"), "text of 3 bytes \"E.A\"");
  EXPECT_EQ(described("E.A", "import enum\nclass E(enum.IntEnum):\n    A = 1"), "integer 1");
  EXPECT_EQ(described("pathlib.PurePosixPath('a/b')", "import pathlib"), "text of 3 bytes \"a/b\"");
}

// One test: NumPy can be imported once in a process, whatever the interpreters.
TEST_F(Conversion, ReadsWhatNumPyMakes) {
  if (described("importlib.util.find_spec('numpy') is not None", "import importlib.util") != "true")
    GTEST_SKIP() << "needs numpy";
  const auto of = [this](std::string_view expression) { return described(expression, "import numpy as n"); };
  EXPECT_EQ(of("[n.dtype(c).str for c in n.typecodes['AllInteger'] for o in '<>'"
               " if n.array([1, 2], n.dtype(c).newbyteorder(o)).tolist() != [1, 2]]"),
            "list of 0 elements");
  EXPECT_EQ(of("n.array([1, 2], '>i8')"), "list of 2 elements: integer 1, integer 2");
  EXPECT_EQ(of("n.array([0.5], '>f8')"), "array of 1 real numbers: real number 0.5");
  EXPECT_EQ(of("n.array([0.5], n.float16)"), "array of 1 real numbers: real number 0.5");
  EXPECT_EQ(of("memoryview(n.array([[0.5]], n.float16))"),
            "list of 1 elements: array of 1 real numbers: real number 0.5");
  EXPECT_EQ(of("n.array([0.5], n.longdouble)"), "array of 1 real numbers: real number 0.5");
  EXPECT_EQ(of("n.array([True])"), "list of 1 elements: true");
  EXPECT_EQ(of("n.array([1 + 2j], n.complex64)"),
            "list of 1 elements: array of 2 real numbers: real number 1, real number 2");
  EXPECT_EQ(of("n.array([[1.5], [2.5]])"),
            "list of 2 elements: array of 1 real numbers: real number 1.5, array of 1 real numbers: real number 2.5");

  EXPECT_EQ(of("n.float32(1.5)"), "real number 1.5");
  EXPECT_EQ(of("n.int64(3)"), "integer 3");
  EXPECT_EQ(of("n.bool_(True)"), "true");
  EXPECT_EQ(of("n.complex64(1)"), "array of 2 real numbers: real number 1, real number 0");
  EXPECT_EQ(of("n.longdouble(1.5)"), "real number 1.5");
  EXPECT_EQ(of("n.array(7, '>u2')"), "integer 7");
  EXPECT_EQ(of("n.str_('ab')"), "text of 2 bytes \"ab\"");

  EXPECT_EQ(of("n.array(['a', 'bc'])"), "list of 2 elements: text of 1 bytes \"a\", text of 2 bytes \"bc\"");
  EXPECT_EQ(of("n.array([b'a'])"), "list of 1 elements: text of 1 bytes \"a\"");
  EXPECT_EQ(of("n.datetime64('2020-02-29')"), "text of 10 bytes \"2020-02-29\"");
  EXPECT_EQ(of("n.array([5], 'm8[s]')"), "list of 1 elements: text of 9 bytes \"5 seconds\"");
  EXPECT_EQ(of("n.array([(1, 2.5, 'a')], 'i4,f8,U3')"),
            "list of 1 elements: list of 3 elements: integer 1, real number 2.5, text of 1 bytes \"a\"");
  EXPECT_EQ(of("n.array([1, None], object)"), "list of 2 elements: integer 1, nothing");
  EXPECT_EQ(of("n.ma.array([1, 2], mask=[0, 1])"), "list of 2 elements: integer 1, nothing");
}

// With the line of the decorator, which is below one line of imports and four others.
TEST_F(Conversion, RefusesOtherTypesWithTheirPlaceAndPointsToCheck) {
  EXPECT_THAT(error("object()"), AllOf(StartsWith("returns a value of type object, which cannot be compared (/"),
                                       HasSubstr("evaluate_0.py:6); give the hotspot a method check(self, result)")));
  EXPECT_THAT(error("[1, object()]"), StartsWith("returns a value of type list with a value of type object in it"));
  EXPECT_THAT(error("{'a': {object()}}"), StartsWith("returns a value of type dict with a value of type object in it"));
  EXPECT_THAT(error("P(1)", "import dataclasses\n@dataclasses.dataclass\nclass P:\n    x: int"),
              StartsWith("returns a value of type P,"));
  EXPECT_THAT(error("NotImplemented"), StartsWith("returns a value of type NotImplementedType"));
  EXPECT_THAT(error("range(10**12)"), StartsWith("returns a value of type range"));
}

TEST_F(Conversion, SaysThatCheckReturnsWhatCannotBeCompared) {
  const auto file = write_hotspot("mine.py",
                                  "    def check(self, result): return object()\n"
                                  "    @baseline\n    def one(self): return 1\n");
  const auto loaded = runtime().load(file, "test/one", 1);
  try {
    (void)loaded->variants()[0]->answer();
    FAIL() << "no error";
  } catch (const UnfitVariant& refused) {
    EXPECT_THAT(refused.what(), AllOf(StartsWith("cannot be compared (/"), HasSubstr("mine.py:6"),
                                      HasSubstr("check() turns its result into a value of type object")));
  }
}

TEST_F(Conversion, ReportsPythonsOwnErrors) {
  EXPECT_THAT(error("endless", "endless = []\nendless.append(endless)"), HasSubstr("RecursionError"));
  EXPECT_THAT(error("endless", "endless = {}\nendless[1] = endless"), HasSubstr("RecursionError"));
}

}  // namespace
}  // namespace greenbench
