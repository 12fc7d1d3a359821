#include "workloads/library/library_shape.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "workloads/hotspot_file_error.hpp"
#include "workloads/library/library_answer.hpp"

namespace greenbench {
namespace {

using hotspot_abi::Outcome;

hotspot_abi::Text abi_words(std::string_view text) {
  return {text.data(), text.size()};
}

hotspot_abi::Variant right_variant(std::string_view name, bool is_baseline) {
  hotspot_abi::Variant variant{};
  variant.name = abi_words(name);
  variant.is_baseline = is_baseline ? 1 : 0;
  variant.call = [](const void*, void*, const hotspot_abi::Complaint*) { return Outcome::done; };
  variant.answer = [](const void*, void*, const hotspot_abi::AnswerWriter*, const hotspot_abi::Complaint*) {
    return Outcome::done;
  };
  return variant;
}

/// A right hotspot of two variants, which a test makes wrong.
class LibraryShape : public ::testing::Test {
 protected:
  LibraryShape() {
    hotspot_.id = abi_words("mine/sum");
    hotspot_.default_size = 10;
    hotspot_.article_size = 10;
    hotspot_.set_up = [](const void*, const hotspot_abi::Setup*, void**, const hotspot_abi::Complaint*) {
      return Outcome::done;
    };
    hotspot_.tear_down = [](const void*, void*) {};
  }

  std::string refusal() {
    hotspot_.variants = variants_.data();
    hotspot_.variant_count = variants_.size();
    try {
      (void)described({&hotspot_, 1}, "libmine.so");
      return "no error";
    } catch (const HotspotFileError& error) {
      return error.what();
    }
  }

  hotspot_abi::Hotspot hotspot_{};
  std::vector<hotspot_abi::Variant> variants_{right_variant("loop", true), right_variant("sum", false)};
};

TEST_F(LibraryShape, IsRightBeforeATestMakesItWrong) {
  EXPECT_EQ(refusal(), "no error");
}

TEST_F(LibraryShape, NeedsAnIdOfSuiteAndName) {
  constexpr std::string_view rule = " must be \"suite/name\" in lower-case letters, digits and underscores";
  hotspot_.id = abi_words("sum");
  EXPECT_EQ(refusal(), "libmine.so: the id \"sum\"" + std::string{rule} + ", such as \"mine/sum\"");
  for (const std::string_view wrong : {"Mine/sum", "mine/", "/sum", "mine/sum/up", "mine/1st", ""}) {
    hotspot_.id = abi_words(wrong);
    EXPECT_EQ(refusal(), "libmine.so: the id \"" + std::string{wrong} + "\"" + std::string{rule});
  }
  hotspot_.id = {};
  EXPECT_EQ(refusal(), "libmine.so: the id \"\"" + std::string{rule});
}

TEST_F(LibraryShape, ShowsAnOddNameInOneLine) {
  const std::string odd = "a\nb" + std::string(100, 'x');
  hotspot_.id = abi_words(odd);
  EXPECT_THAT(refusal(), ::testing::StartsWith("libmine.so: the id \"a?b" + std::string(57, 'x') + "...\" must be"));
}

TEST_F(LibraryShape, TakesNamesOf200Characters) {
  const std::string longest = "mine/" + std::string(195, 's');
  hotspot_.id = abi_words(longest);
  EXPECT_EQ(refusal(), "no error");
  const std::string longer = longest + "s";
  hotspot_.id = abi_words(longer);
  EXPECT_THAT(refusal(), ::testing::EndsWith("is longer than 200 characters"));
}

TEST_F(LibraryShape, NeedsSizesOfAtLeastOne) {
  const std::array<std::uint64_t, 2> sizes{1, 0};
  hotspot_.sizes = sizes.data();
  hotspot_.size_count = sizes.size();
  EXPECT_EQ(refusal(), "libmine.so: every one of sizes of mine/sum must be at least 1, not 0");
  hotspot_.article_size = 0;
  EXPECT_EQ(refusal(), "libmine.so: article_size of mine/sum must be at least 1, not 0");
  hotspot_.default_size = 0;
  EXPECT_EQ(refusal(), "libmine.so: default_size of mine/sum must be at least 1, not 0");
}

TEST_F(LibraryShape, NeedsAToleranceBelowOne) {
  for (const double wrong : {1.0, -0.1, std::numeric_limits<double>::quiet_NaN()}) {
    hotspot_.relative_tolerance = wrong;
    EXPECT_THAT(refusal(), ::testing::HasSubstr("relative_tolerance of mine/sum must be from 0 to below 1, not "));
  }
}

TEST_F(LibraryShape, NeedsExactlyOneBaseline) {
  variants_[1].is_baseline = 1;
  EXPECT_EQ(refusal(), "libmine.so: mine/sum must have exactly one baseline; loop and sum are");
  variants_[0].is_baseline = 0;
  variants_[1].is_baseline = 0;
  EXPECT_EQ(refusal(), "libmine.so: mine/sum must have exactly one baseline; it has none");
  variants_.clear();
  EXPECT_EQ(refusal(), "libmine.so: mine/sum must have exactly one baseline; it has none");
}

TEST_F(LibraryShape, NeedsVariantsOfDifferentRightNames) {
  variants_[1].name = variants_[0].name;
  EXPECT_EQ(refusal(), "libmine.so: mine/sum has two variants loop");
  variants_[1].name = abi_words("Sum up");
  EXPECT_THAT(refusal(), ::testing::StartsWith("libmine.so: a variant of mine/sum cannot be named \"Sum up\": use "));
}

TEST_F(LibraryShape, NeedsAReasonForALimit) {
  variants_[1].has_max_size = 1;
  EXPECT_EQ(refusal(), "libmine.so: max_size of sum of mine/sum must be at least 1, not 0");
  variants_[1].max_size = 5;
  EXPECT_EQ(refusal(), "libmine.so: sum of mine/sum has a size limit but no reason for it");
}

TEST_F(LibraryShape, NeedsFunctionsToCall) {
  variants_[1].call = nullptr;
  EXPECT_EQ(refusal(), "libmine.so: the variant sum of mine/sum has no function to call");
  hotspot_.tear_down = nullptr;
  EXPECT_EQ(refusal(), "libmine.so: mine/sum has no function that sets it up");
}

TEST_F(LibraryShape, TakesAHundredVariants) {
  std::vector<std::string> names;
  for (int i = 2; i < 101; ++i) names.push_back("v" + std::to_string(i));
  for (const std::string& name : names) variants_.push_back(right_variant(name, false));
  EXPECT_EQ(refusal(), "libmine.so: mine/sum has 101 variants and 0 sizes; there may be 100 and 1000");
  variants_.pop_back();
  EXPECT_EQ(refusal(), "no error");
}

TEST(AnswerReader, RefusesPiecesThatMakeNoResult) {
  const auto failure = [](const auto& write) -> std::string {
    AnswerReader reader;
    write(*reader.record());
    try {
      (void)reader.take();
      return "no error";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  };
  const std::string not_one = "the library has not written exactly one whole result";
  EXPECT_EQ(failure([](const auto& /*to*/) {}), not_one);
  EXPECT_EQ(failure([](const auto& to) { to.open(to.context, hotspot_abi::Container::list); }), not_one);
  EXPECT_EQ(failure([](const auto& to) {
              to.integer(to.context, 1);
              to.integer(to.context, 2);
            }),
            not_one);
  EXPECT_EQ(failure([](const auto& to) { to.close(to.context); }),
            "the library has closed a container that it had not opened");
  EXPECT_EQ(failure([](const auto& to) {
              to.open(to.context, hotspot_abi::Container::map);
              to.integer(to.context, 1);
              to.close(to.context);
            }),
            "the library has written a map with a key that has no value");
}

/// What a set is handed over as, whatever the order it is written in.
std::string set_of_numbers(const std::vector<double>& numbers) {
  AnswerReader reader;
  const hotspot_abi::AnswerWriter& to = *reader.record();
  to.open(to.context, hotspot_abi::Container::set);
  for (const double number : numbers) {
    number < 0.0 ? to.real(to.context, -number) : to.integer(to.context, static_cast<std::int64_t>(number));
  }
  to.text(to.context, {"x", 1});
  to.close(to.context);
  return describe(reader.take());
}

TEST(AnswerReader, SortsIntegersAndRealNumbersByValue) {
  EXPECT_EQ(set_of_numbers({3, -1.5, 2}), set_of_numbers({2, 3, -1.5}));
  EXPECT_NE(set_of_numbers({3, 2}), set_of_numbers({3, 4}));
}

}  // namespace
}  // namespace greenbench
