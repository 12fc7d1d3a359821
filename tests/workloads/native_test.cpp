#include "workloads/native.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

#include "tests/workloads/benchmark_run.hpp"
#include "tests/workloads/python_fixture.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;

/// Counts its calls, so that tests see how often a variant really ran.
class Counting {
 public:
  explicit Counting(std::uint64_t size) : size_(size) {}
  std::int64_t count() const { return ++calls_; }
  std::int64_t calls_so_far() const { return calls_; }
  std::uint64_t size() const { return size_; }
  std::string fail_on_third_call() const {
    if (++calls_ == 3) throw std::runtime_error("the third call failed");
    return "fine";
  }
  std::string throw_a_number() const { throw 42; }

 private:
  std::uint64_t size_;
  mutable std::int64_t calls_ = 0;
};

NativeHotspot counting() {
  return native_hotspot<Counting>(
      {.id = "test/counting", .description = "Counts.", .default_size = 5}, native_baseline("count", &Counting::count),
      native_variant("calls_so_far", &Counting::calls_so_far),
      native_variant("size", &Counting::size, {100, "slow above 100"}),
      native_variant("fail_on_third_call", &Counting::fail_on_third_call),
      native_variant("throw_a_number", &Counting::throw_a_number), native_absent("absent", "needs a newer library"));
}

std::int64_t integer_of(Variant& variant) {
  return std::get<std::int64_t>(variant.answer().value);
}

TEST(NativeHotspot, DescribesItsVariantsInTheOrderOfTheTable) {
  const HotspotInfo info = counting().info;
  EXPECT_EQ(info.id, "test/counting");
  ASSERT_EQ(info.variants.size(), 6U);
  EXPECT_EQ(info.variants[0].language, "cpp");
  EXPECT_EQ(info.variants[0].name, "count");
  EXPECT_TRUE(info.variants[0].baseline);
  EXPECT_EQ(info.variants[0].max_size, std::nullopt);
  EXPECT_EQ(info.variants[2].name, "size");
  EXPECT_FALSE(info.variants[2].baseline);
  EXPECT_EQ(info.variants[2].max_size, 100U);
  EXPECT_EQ(info.variants[2].max_size_reason, "slow above 100");
}

TEST(NativeHotspot, KeepsThePlaceOfAVariantThatCannotRunHere) {
  const NativeHotspot described = counting();
  EXPECT_EQ(described.info.variants[0].not_available, "");
  EXPECT_EQ(described.info.variants[5].name, "absent");
  EXPECT_EQ(described.info.variants[5].not_available, "needs a newer library");
  const auto loaded = described.load(1);
  ASSERT_EQ(loaded->variants().size(), 6U);
  EXPECT_THROW((void)loaded->variants()[5]->answer(), std::runtime_error);
  run_iterations(*loaded->variants()[5], 1);
  EXPECT_EQ(loaded->variants()[5]->failure(), "not available: needs a newer library");
}

TEST(NativeHotspot, IsSetUpAtTheSizeAsked) {
  const auto loaded = counting().load(12);
  ASSERT_EQ(loaded->variants().size(), 6U);
  EXPECT_EQ(integer_of(*loaded->variants()[2]), 12);
}

/// Asks for the local server and returns its address.
class Asking {
 public:
  Asking(std::uint64_t size, const Surroundings& surroundings)
      : url_(surroundings.server.value().url() + "/" + std::to_string(size)) {}
  std::string url() const { return url_; }

 private:
  std::string url_;
};

NativeHotspot asking() {
  return native_hotspot<Asking>({.id = "test/asking", .description = "Asks.", .default_size = 5, .needs_server = true},
                                native_baseline("url", &Asking::url));
}

TEST(NativeHotspot, GetsTheServerThatItAsksFor) {
  const auto loaded = asking().load(7, {.server = LocalServer{.port = 4242}});
  EXPECT_EQ(std::get<std::string>(loaded->variants()[0]->answer().value), "http://127.0.0.1:4242/7");
}

TEST(NativeHotspot, ThatNeedsTheServerUsesSeveralProcessors) {
  EXPECT_TRUE(asking().info.parallel);
  EXPECT_FALSE(counting().info.parallel);
}

TEST(NativeHotspot, IsNotSetUpWithoutTheServerThatItAsksFor) {
  EXPECT_THROW((void)asking().load(7), std::runtime_error);
}

/// Its variant changes what it works on, and reset() restores it.
class Sorting {
 public:
  explicit Sorting(std::uint64_t size) : size_(size) {}
  void reset() {
    numbers_.clear();
    for (std::uint64_t i = size_; i > 0; --i) numbers_.push_back(static_cast<double>(i));
  }
  std::vector<double> in_place() {
    std::sort(numbers_.begin(), numbers_.end());
    return numbers_;
  }
  std::vector<double> as_they_are() const { return numbers_; }

 private:
  std::uint64_t size_;
  std::vector<double> numbers_;
};

NativeHotspot sorting() {
  return native_hotspot<Sorting>({.id = "test/sorting", .description = "Sorts.", .default_size = 5},
                                 native_baseline("in_place", &Sorting::in_place),
                                 native_variant("as_they_are", &Sorting::as_they_are));
}

TEST(NativeHotspot, IsResetBeforeEveryAnswer) {
  const auto loaded = sorting().load(2);
  EXPECT_TRUE(loaded->variants()[0]->needs_reset());
  EXPECT_EQ(std::get<std::vector<double>>(loaded->variants()[0]->answer().value), (std::vector{1.0, 2.0}));
  EXPECT_EQ(std::get<std::vector<double>>(loaded->variants()[1]->answer().value), (std::vector{2.0, 1.0}));
  EXPECT_FALSE(counting().load(1)->variants()[0]->needs_reset());
}

/// Reads at set-up what was made before.
class Prepared {
 public:
  static void prepare(const std::filesystem::path& folder, std::uint64_t size) {
    std::ofstream{folder / "made"} << "made for " << size;
  }
  Prepared(std::uint64_t /*size*/, const Surroundings& surroundings) {
    std::getline(std::ifstream{*surroundings.prepared / "made"}, text_);
  }
  std::string text() const { return text_; }

 private:
  std::string text_;
};

TEST(NativeHotspot, FindsAtSetUpWhatItHasPrepared) {
  const NativeHotspot hotspot = native_hotspot<Prepared>(
      {.id = "test/prepared", .description = "Reads.", .default_size = 5}, native_baseline("text", &Prepared::text));
  const ScratchFolder folder;
  hotspot.prepare(3, folder.path() / "new");
  for (int again = 0; again < 2; ++again) {
    const auto loaded = hotspot.load(3, {.prepared = folder.path() / "new"});
    EXPECT_EQ(std::get<std::string>(loaded->variants()[0]->answer().value), "made for 3");
  }
  EXPECT_THROW((void)hotspot.load(3), std::runtime_error);
}

TEST(NativeHotspot, ThatHasNothingToPrepareMakesNoFolder) {
  const ScratchFolder folder;
  counting().prepare(3, folder.path() / "new");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "new"));
  EXPECT_NO_THROW((void)counting().load(3, {.prepared = folder.path() / "new"}));
}

TEST(NativeHotspot, RunsAVariantExactlyAsOftenAsGoogleBenchmarkAsks) {
  const auto loaded = counting().load(1);
  run_iterations(*loaded->variants()[0], 7);
  EXPECT_EQ(integer_of(*loaded->variants()[1]), 7);
  EXPECT_EQ(loaded->variants()[0]->failure(), "");
}

TEST(NativeHotspot, EndsTheLoopAtAnExceptionAndKeepsItsText) {
  const auto loaded = counting().load(1);
  Variant& failing = *loaded->variants()[3];
  run_iterations(failing, 10);
  EXPECT_EQ(failing.failure(), "the third call failed");
  EXPECT_EQ(integer_of(*loaded->variants()[1]), 3);
}

TEST(NativeHotspot, ForgetsAFailureWhenTheNextRunSucceeds) {
  const auto loaded = counting().load(1);
  Variant& failing = *loaded->variants()[3];
  run_iterations(failing, 10);
  run_iterations(failing, 10);
  EXPECT_EQ(failing.failure(), "");
  EXPECT_EQ(integer_of(*loaded->variants()[1]), 13);
}

TEST(NativeHotspot, SurvivesAThrownValueThatIsNoException) {
  const auto loaded = counting().load(1);
  Variant& failing = *loaded->variants()[4];
  run_iterations(failing, 2);
  EXPECT_THAT(failing.failure(), HasSubstr("not a std::exception"));
}

TEST(NativeAnswer, ConvertsWhatVariantsReturn) {
  EXPECT_EQ(describe(to_answer(std::monostate{})), "nothing");
  EXPECT_EQ(describe(to_answer(true)), "true");
  EXPECT_EQ(describe(to_answer(-5)), "integer -5");
  EXPECT_EQ(describe(to_answer(0.5F)), "real number 0.5");
  EXPECT_EQ(describe(to_answer(std::string{"ab"})), "text of 2 bytes \"ab\"");
  EXPECT_EQ(describe(to_answer(std::vector<double>{0.5})), "array of 1 real numbers: real number 0.5");
  EXPECT_EQ(describe(to_answer(std::vector<std::string>{"a"})), "list of 1 elements: text of 1 bytes \"a\"");
}

TEST(NativeAnswer, CopiesAViewOfNumbersThatTheHotspotKeeps) {
  std::array<double, 2> kept{0.5, 1.5};
  const Answer answer = to_answer(std::span<const double>{kept});
  kept[0] = 7.0;
  EXPECT_EQ(describe(answer), describe(to_answer(std::vector<double>{0.5, 1.5})));
}

TEST(NativeAnswer, WritesAnIntegerBeyond64SignedBitsAsText) {
  EXPECT_EQ(describe(to_answer(std::uint64_t{9'223'372'036'854'775'807U})), "integer 9223372036854775807");
  EXPECT_EQ(describe(to_answer(std::uint64_t{9'223'372'036'854'775'808U})), "text of 19 bytes \"9223372036854775808\"");
}

}  // namespace
}  // namespace greenbench
