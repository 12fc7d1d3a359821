// Variants whose later calls would not do the work of their first one, and those that only look like it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workloads/python_fixture.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view fit = "fit";

class UnfitVariants : public PythonTest {
 protected:
  std::unique_ptr<LoadedHotspot> load(std::string_view class_body, std::string_view more = "") {
    const auto file = write("one.py", fmt::format("import collections, functools, io, itertools, random, threading\n"
                                                  "from greenbench import baseline, hotspot, variant\n\n"
                                                  "@hotspot('test/one', default_size=1{})\nclass One:\n{}",
                                                  more, class_body));
    return runtime().load(file, "test/one", 5);
  }

  /// Why the first variant is refused at its first or its second call; "fit" when it is not.
  static std::string refusal(LoadedHotspot& hotspot) {
    try {
      for (int call = 0; call < 2; ++call) (void)hotspot.variants()[0]->checked_answer();
      return std::string{fit};
    } catch (const UnfitVariant& unfit) {
      return unfit.what();
    }
  }
};

struct Lazy {
  std::string_view name;
  std::string_view result;  ///< what the variant returns
  std::string_view refusal;
};

class LazyResults : public UnfitVariants, public ::testing::WithParamInterface<Lazy> {};

TEST_P(LazyResults, AreRefusedWithWhatToDo) {
  const auto hotspot =
      load(fmt::format("    numbers = range(3)\n"
                       "    def check(self, result): return str(type(result))\n"
                       "    async def later(self): return 1\n"
                       "    async def later_ones(self): yield 1\n"
                       "    @baseline\n    def one(self):\n        return {}\n",
                       GetParam().result));
  EXPECT_THAT(refusal(*hotspot), StartsWith(std::string{GetParam().refusal}));
}

constexpr std::string_view consume_generator =
    "returns a generator, whose work is not done in the measured time; consume it inside the variant, for example with "
    "list() or sum(), or say @hotspot(..., consume=list)";

constexpr Lazy lazy_results[] = {
    {"Generator", "(x for x in self.numbers)", consume_generator},
    {"Map", "map(str, self.numbers)", "returns a map, whose work"},
    {"Filter", "filter(None, self.numbers)", "returns a filter, whose work"},
    {"Zip", "zip(self.numbers)", "returns a zip, whose work"},
    {"Chain", "itertools.chain(self.numbers)", "returns a chain, whose work"},
    {"ListIterator", "iter([1])", "returns a list_iterator, whose work"},
    {"Cursor", "__import__('sqlite3').connect(':memory:').execute('SELECT 1')", "returns a Cursor, whose work"},
    {"Coroutine", "self.later()",
     "returns a coroutine, whose work is not done in the measured time; run it inside the variant, for example with "
     "asyncio.run()"},
    {"AsyncGenerator", "self.later_ones()", "returns an async_generator, whose work"},
    {"Future", "__import__('concurrent.futures').futures.Future()",
     "returns a Future, whose work is not done in the measured time; wait for its result inside the variant"},
    {"ListOfGenerators", "[1, (x for x in self.numbers)]", "returns in its result a generator, whose work"},
    {"DictionaryOfMaps", "{'a': map(str, self.numbers)}", "returns in its result a map, whose work"},
    {"Range", "self.numbers", fit},
    {"DictionaryView", "{1: 2}.items()", fit},
    {"Text", "io.StringIO('written')", fit},
    {"ManyNumbers", "list(self.numbers)", fit},
};

INSTANTIATE_TEST_SUITE_P(Python, LazyResults, ::testing::ValuesIn(lazy_results),
                         [](const auto& lazy) { return std::string{lazy.param.name}; });

struct Change {
  std::string_view name;
  std::string_view setup;    ///< one statement
  std::string_view variant;  ///< one statement
  std::string_view refusal;
};

class ChangedInputs : public UnfitVariants, public ::testing::WithParamInterface<Change> {};

TEST_P(ChangedInputs, AreRefusedWithWhatToDo) {
  const auto hotspot =
      load(fmt::format("    def setup(self, n):\n        {}\n"
                       "    @baseline\n    def one(self):\n        {}\n",
                       GetParam().setup, GetParam().variant));
  EXPECT_THAT(refusal(*hotspot), StartsWith(std::string{GetParam().refusal}));
}

constexpr Change changed_inputs[] = {
    {"SortedInPlace", "self.b = [3, 1, 2]", "self.b.sort()",
     "changes self.b, which setup() made, so that later calls find other data than the first; work on a copy, restore "
     "self.b in reset(), or allow it with changes=(\"b\",) if it is a cache or an output"},
    {"UsedUpIterator", "self.once = iter([1, 2])", "sum(self.once)",
     "uses up self.once, an iterator that setup() made, so that later calls find less of it; make the iterator inside "
     "the variant, or anew in reset()"},
    {"UsedUpGenerator", "self.once = (x for x in [1, 2])", "sum(self.once)", "uses up self.once"},
    {"UsedUpZip", "self.once = zip([1, 2], [3, 4])", "list(self.once)", "uses up self.once"},
    {"Shuffled", "self.b = list(range(100))", "random.Random(1).shuffle(self.b)", "changes self.b"},
    {"PoppedDeque", "self.b = collections.deque([1, 2])", "self.b.popleft()", "changes self.b"},
    {"FilledDictionary", "self.memo = {}", "self.memo['a'] = 1", "changes self.memo"},
    {"ExtendedSet", "self.seen = {1}", "self.seen.add(2)", "changes self.seen"},
    {"WrittenBytes", "self.b = bytearray(3)", "self.b[0] = 1", "changes self.b"},
    {"RowOfMany", "self.rows = [{'id': i} for i in range(10)]", "self.rows[5]['id'] = 77", "changes self.rows"},
    {"LargeListReversed", "self.b = [float(i) for i in range(600_000)]", "self.b.reverse()", "changes self.b"},
    {"LargeListsOfListsReversed", "self.b = [list(map(float, range(300_000))) for _ in range(2)]",
     "self.b[1].reverse()", "changes self.b"},
    {"LargeDictionaryGrown", "self.b = {str(i): float(i) for i in range(300_000)}", "self.b['more'] = 0.0",
     "changes self.b"},
    {"RandomNumbers", "self.random = random.Random(1)", "self.random.random()", "changes self.random"},
    {"Counter", "self.calls = 0", "self.calls += 1", "changes self.calls"},
    {"FirstOnly", "self.made = None", "self.made = self.made or threading.Lock()", "changes self.made"},
    {"Deleted", "self.b = 1", "self.__dict__.pop('b', None)", "changes self.b"},
    {"WrittenText", "self.out = io.StringIO()", "self.out.write('line')", "changes self.out"},
    {"FunctionsTurnedAround", "self.calls = [lambda: 1, lambda: 2]", "self.calls.reverse()", "changes self.calls"},
    {"AttributeOfTheVariant", "pass", "self.own = getattr(self, 'own', 0) + 1", fit},
    {"Rewound", "self.text = io.StringIO('ab')", "self.text.seek(0); self.text.read()", fit},
    {"FunctionThatCaches", "self.cached = functools.lru_cache(abs)", "self.cached(-1)", fit},
    {"Lock", "self.lock = threading.Lock()", "self.lock.acquire(blocking=False)", fit},
    {"Connection", "self.connection = __import__('sqlite3').connect(':memory:')",
     "self.connection.execute('CREATE TABLE IF NOT EXISTS t (n)')", fit},
    {"SameAgain", "self.b = [1, 2]", "self.b = sorted(self.b)", fit},
    {"EmptyThings", "self.b = [[], {}, set(), b'', bytearray()]; self.a = bytearray()", "len(self.b)", fit},
    {"ItsOwnElement", "self.b = []; self.b.append(self.b)", "len(self.b)", fit},
};

INSTANTIATE_TEST_SUITE_P(Python, ChangedInputs, ::testing::ValuesIn(changed_inputs),
                         [](const auto& change) { return std::string{change.param.name}; });

TEST_F(UnfitVariants, DataOfTheClassCountsAsData) {
  EXPECT_THAT(refusal(*load("    data = [2, 1]\n    @baseline\n    def one(self): self.data.sort()\n")),
              StartsWith("changes self.data"));
}

TEST_F(UnfitVariants, WhatAVariantSaysThatItChangesIsAllowed) {
  EXPECT_EQ(refusal(*load("    def setup(self, n): self.memo = {}\n"
                          "    @baseline(changes=('memo',))\n    def one(self): self.memo[len(self.memo)] = 1\n")),
            fit);
  EXPECT_EQ(refusal(*load("    def setup(self, n): self.memo = {}\n"
                          "    @baseline(changes='memo')\n    def one(self): self.memo[len(self.memo)] = 1\n")),
            fit);
}

constexpr std::string_view sorting_body = R"(
    def setup(self, n): self.given = [3, 1, 2]
    def reset(self): self.b = {}
    @baseline
    def in_place(self):
        assert self.b == [3, 1, 2]
        self.b.sort()
        return self.b
)";

TEST_F(UnfitVariants, AResetRestoresWhatAVariantChanges) {
  const auto hotspot = load(fmt::format(sorting_body, "list(self.given)"));
  EXPECT_TRUE(hotspot->variants()[0]->needs_reset());
  EXPECT_EQ(refusal(*hotspot), fit);
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "list of 3 elements: integer 1, integer 2, integer 3");
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "list of 3 elements: integer 1, integer 2, integer 3");
}

TEST_F(UnfitVariants, AResetThatRestoresTooLittleIsRefused) {
  const auto hotspot = load(
      "    def setup(self, n):\n        self.a, self.b = [2, 1], [2, 1]\n"
      "    def reset(self): self.a = [2, 1]\n"
      "    @baseline\n    def both(self): self.a.sort(), self.b.sort()\n");
  EXPECT_EQ(refusal(*hotspot), "changes self.b, and reset() does not restore it; restore it there");
}

TEST_F(UnfitVariants, AResetThatRaisesHasATraceback) {
  const auto hotspot = load("    def reset(self): 1 / 0\n    @baseline\n    def one(self): return 1\n");
  EXPECT_THAT([&] { hotspot->variants()[0]->reset(); },
              ::testing::ThrowsMessage<std::runtime_error>(AllOf(HasSubstr("in reset"), HasSubstr("ZeroDivision"))));
}

TEST_F(UnfitVariants, AHotspotWithoutResetNeedsNone) {
  EXPECT_FALSE(load("    @baseline\n    def one(self): return 1\n")->variants()[0]->needs_reset());
}

TEST_F(UnfitVariants, WhatCheckChangesIsNotTheVariants) {
  EXPECT_EQ(refusal(*load("    def setup(self, n): self.seen = []\n"
                          "    def check(self, result): self.seen.append(result)\n"
                          "    @baseline\n    def one(self): return 1\n")),
            fit);
}

}  // namespace
}  // namespace greenbench
