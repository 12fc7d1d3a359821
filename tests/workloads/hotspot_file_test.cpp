// What a Python hotspot file may look like, and what its author is told when it is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/workloads/python_fixture.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::StartsWith;

class HotspotFileTest : public PythonTest {
 protected:
  /// The error of describing a file; one of line -1 if there was none.
  HotspotFileError error_of(const std::filesystem::path& file) {
    try {
      (void)runtime().describe(file);
    } catch (const HotspotFileError& error) {
      return error;
    }
    return {file.string(), -1, "no error"};
  }

  HotspotFileError error_of_text(std::string_view text) {
    return error_of(write(fmt::format("file_{}.py", files_++), text));
  }

  /// Line 1 imports the names of greenbench, the text follows from line 2 on.
  HotspotFileError error_of_hotspot(std::string_view text) {
    return error_of_text(fmt::format("from greenbench import baseline, hotspot, variant\n{}", text));
  }

 private:
  int files_ = 0;
};

constexpr std::string_view complete = R"(from greenbench import baseline, hotspot, variant

@hotspot("mine/search", default_size=1_000, article_size=5_000, sizes=[10, 100], tolerance=1e-9)
class Search:
    """Looks for a number.
    It matters."""
    def setup(self, n):
        raise RuntimeError("describe() must not set up")
    @baseline
    def linear(self): ...
    @variant(max_size=2_000, reason="quadratic")
    def slow(self): ...
    @variant
    def binary(self): ...

@hotspot("mine/other", default_size=7)
class Other:
    @baseline
    def only(self): ...
)";

TEST_F(HotspotFileTest, DescribesEveryHotspotWithoutSettingItUp) {
  const auto file = write("mine.py", complete);
  const auto found = runtime().describe(file);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].id, "mine/search");
  EXPECT_EQ(found[0].description, "Looks for a number. It matters.");
  EXPECT_EQ(found[0].default_size, 1'000U);
  EXPECT_EQ(found[0].article_size, 5'000U);
  EXPECT_THAT(found[0].sizes, ElementsAre(10, 100));
  EXPECT_EQ(found[0].relative_tolerance, 1e-9);
  EXPECT_EQ(found[0].file, file.string());
  EXPECT_EQ(found[0].not_available, "");
  EXPECT_EQ(found[1].id, "mine/other");
}

TEST_F(HotspotFileTest, DescribesVariantsInTheOrderOfTheFile) {
  const auto variants = runtime().describe(write("mine.py", complete)).at(0).variants;
  ASSERT_EQ(variants.size(), 3U);
  EXPECT_EQ(variants[0].language, "python");
  EXPECT_EQ(variants[0].name, "linear");
  EXPECT_TRUE(variants[0].baseline);
  EXPECT_EQ(variants[1].name, "slow");
  EXPECT_EQ(variants[1].max_size, 2'000U);
  EXPECT_EQ(variants[1].max_size_reason, "quadratic");
  EXPECT_EQ(variants[2].name, "binary");
  EXPECT_FALSE(variants[2].baseline);
  EXPECT_EQ(variants[2].max_size, std::nullopt);
}

TEST_F(HotspotFileTest, TakesTheDefaultSizeWhereNoArticleHasOne) {
  const auto other = runtime().describe(write("mine.py", complete)).at(1);
  EXPECT_EQ(other.article_size, 7U);
  EXPECT_TRUE(other.sizes.empty());
}

TEST_F(HotspotFileTest, InheritsVariantsOfABaseClass) {
  const auto found = runtime().describe(write("mine.py", R"(from greenbench import baseline, hotspot, variant
class Base:
    @baseline
    def first(self): ...
@hotspot("mine/derived", default_size=1)
class Derived(Base):
    @variant
    def second(self): ...
)"));
  ASSERT_EQ(found.at(0).variants.size(), 2U);
  EXPECT_EQ(found[0].variants[0].name, "first");
}

TEST_F(HotspotFileTest, GivesTheSameNameInTwoFoldersTwoModules) {
  std::filesystem::create_directory(folder() / "a");
  std::filesystem::create_directory(folder() / "b");
  const auto first = write("a/same.py", complete);
  const auto second = write_hotspot("b/same.py", "    @baseline\n    def only(self): ...\n");
  EXPECT_EQ(runtime().describe(first).at(0).id, "mine/search");
  EXPECT_EQ(runtime().describe(second).at(0).id, "test/one");
}

TEST_F(HotspotFileTest, DescribesAFileTwiceWithoutRegisteringItTwice) {
  const auto file = write("mine.py", complete);
  EXPECT_EQ(runtime().describe(file).size(), 2U);
  EXPECT_EQ(runtime().describe(file).size(), 2U);
}

TEST_F(HotspotFileTest, FindsModulesBesideTheFileAfterAllOthers) {
  write("beside_it.py", "size = 3\n");
  write("bisect.py", "raise RuntimeError('hides the standard library')\n");
  const auto file = write("mine.py",
                          "import bisect, beside_it\nfrom greenbench import baseline, hotspot\n"
                          "@hotspot('test/one', default_size=beside_it.size)\nclass One:\n"
                          "    @baseline\n    def only(self): ...\n");
  EXPECT_EQ(runtime().describe(file).at(0).default_size, 3U);
}

TEST_F(HotspotFileTest, NamesAMissingPackageInsteadOfFailing) {
  const auto file = write("mine.py",
                          "from greenbench import baseline, hotspot\n"
                          "@hotspot('test/one', default_size=1, needs=('json', 'no_such_one', 'no_such.two'))\n"
                          "class One:\n    def setup(self, n):\n        import no_such_one\n"
                          "    @baseline\n    def only(self): ...\n");
  EXPECT_EQ(runtime().describe(file).at(0).not_available, "needs no_such_one, no_such.two");
  EXPECT_THROW((void)runtime().load(file, "test/one", 1), std::runtime_error);
}

TEST_F(HotspotFileTest, AcceptsOnePackageAsAPlainText) {
  const auto file = write("mine.py",
                          "from greenbench import baseline, hotspot\n"
                          "@hotspot('test/one', default_size=1, needs='no_such_one')\nclass One:\n"
                          "    @baseline\n    def only(self): ...\n");
  EXPECT_EQ(runtime().describe(file).at(0).not_available, "needs no_such_one");
}

constexpr std::string_view needy = R"(from greenbench import baseline, hotspot, variant
@hotspot("test/one", default_size=1)
class One:
    @baseline
    def plain(self): return 1
    @variant(needs=("json", "no_such_one"))
    def fast(self):
        import no_such_one
    @variant(needs="json")
    def usual(self): return 1
)";

TEST_F(HotspotFileTest, NamesThePackageThatOneVariantLacksAndLoadsTheOthers) {
  const auto file = write("mine.py", needy);
  const auto info = runtime().describe(file).at(0);
  EXPECT_EQ(info.not_available, "");
  EXPECT_EQ(info.variants.at(0).not_available, "");
  EXPECT_EQ(info.variants.at(1).not_available, "needs no_such_one");
  EXPECT_EQ(info.variants.at(2).not_available, "");
  EXPECT_EQ(describe(runtime().load(file, "test/one", 1)->variants()[2]->answer()), "integer 1");
}

TEST_F(HotspotFileTest, SaysTheVersionsOfInstalledPackagesThatHotspotsOrVariantsNeed) {
  write("made_up.py", "");
  std::filesystem::create_directory(folder() / "made_up-1.2.3.dist-info");
  write("made_up-1.2.3.dist-info/METADATA", "Metadata-Version: 2.1\nName: made-up\nVersion: 1.2.3\n");
  const auto file = write("mine.py",
                          "from greenbench import baseline, hotspot, variant\n"
                          "@hotspot('test/one', default_size=1, needs=('no_such_one', 'sqlite3'))\nclass One:\n"
                          "    @baseline\n    def plain(self): ...\n"
                          "    @variant(needs='made_up')\n    def other(self): ...\n");
  const PackageVersions versions = runtime().package_versions(file);
  const std::string sqlite = std::get<std::string>(evaluate("sqlite3.sqlite_version", "import sqlite3").value);
  EXPECT_THAT(versions, ElementsAre(Pair("made_up", "1.2.3"), Pair("sqlite3", sqlite)));
}

TEST_F(HotspotFileTest, LeavesOutAPackageThatDoesNotSayItsVersion) {
  const auto file = write("mine.py", needy);
  EXPECT_TRUE(runtime().package_versions(file).empty()) << "json belongs to Python, no_such_one is not there";
}

TEST_F(HotspotFileTest, BlamesTheLineOfASyntaxError) {
  const auto error = error_of_text("a = 1\n\ndef broken(:\n    pass\n");
  EXPECT_EQ(error.line(), 3);
  EXPECT_EQ(error.file(), (folder() / "file_0.py").string());
  EXPECT_EQ(error.what(), error.file() + ":3: SyntaxError: invalid syntax");
}

TEST_F(HotspotFileTest, BlamesTheInnermostLineOfTheFileForAnException) {
  const auto error = error_of_text("import json\ndef read():\n    json.loads('{')\n\nread()\n");
  EXPECT_EQ(error.line(), 3);
  EXPECT_THAT(error.what(), HasSubstr("JSONDecodeError: Expecting property name"));
}

TEST_F(HotspotFileTest, TellsAnErrorWhoseWordsAreNotUtf8) {
  const auto error = error_of_text("import os\nraise ValueError('no ' + os.fsdecode(b'caf\\xe9'))\n");
  EXPECT_EQ(error.line(), 2);
  EXPECT_THAT(error.what(), HasSubstr("ValueError: no caf\\udce9"));
}

// To look for brk.sub, brk is imported.
TEST_F(HotspotFileTest, APackageWhoseImportFailsIsNotAvailable) {
  std::filesystem::create_directory(folder() / "brk");
  write("brk/__init__.py", "raise RuntimeError('libsomething.so.1 is not there')\n");
  const auto file = write("mine.py",
                          "from greenbench import baseline, hotspot\n"
                          "@hotspot('a/b', default_size=1, needs=('brk.sub',))\n"
                          "class A:\n  @baseline\n  def one(self): ...\n");
  EXPECT_EQ(runtime().describe(file)[0].not_available, "needs brk.sub");
}

TEST_F(HotspotFileTest, RefusesHotspotsThatItsDecoratorDidNotMake) {
  EXPECT_THAT(error_of_text("__greenbench_hotspots__ = [1, 2]\n").what(),
              HasSubstr("__greenbench_hotspots__, which @hotspot keeps, holds a value of type int"));
  EXPECT_THAT(error_of_text("__greenbench_hotspots__ = 1\n").what(), HasSubstr("is a value of type int"));
}

TEST_F(HotspotFileTest, TellsADocstringAndAReasonThatAreNotUtf8) {
  const auto info = runtime()
                        .describe(write("mine.py",
                                        "from greenbench import baseline, hotspot\n"
                                        "class A:\n"
                                        "  @baseline(max_size=1, reason='no \\udce9')\n"
                                        "  def one(self): ...\n"
                                        "A.__doc__ = 'No \\udce9.'\n"
                                        "hotspot('a/b', default_size=1)(A)\n"))
                        .at(0);
  EXPECT_EQ(info.description, "No \\udce9.");
  EXPECT_EQ(info.variants.at(0).max_size_reason, "no \\udce9");
}

TEST_F(HotspotFileTest, TakesWhateverIsAnInteger) {
  const auto info = runtime()
                        .describe(write("mine.py",
                                        "from fractions import Fraction\n"
                                        "from greenbench import baseline, hotspot\n"
                                        "class Three:\n  def __index__(self): return 3\n"
                                        "@hotspot('a/b', default_size=Three(), sizes={Three()}, "
                                        "tolerance=Fraction(1, 4))\n"
                                        "class A:\n  check = None\n  setup = None\n  teardown = None\n"
                                        "  @baseline(max_size=Three(), reason='x')\n  def one(self): ...\n"))
                        .at(0);
  EXPECT_EQ(info.default_size, 3U);
  EXPECT_THAT(info.sizes, ElementsAre(3));
  EXPECT_EQ(info.relative_tolerance, 0.25);
  EXPECT_EQ(info.variants.at(0).max_size, 3U);
}

TEST_F(HotspotFileTest, CutsALongError) {
  const auto error = error_of_text("raise ValueError('x' * 3_000_000)\n");
  EXPECT_EQ(error.line(), 1);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("ValueError: xxx"), HasSubstr("x [2996612 bytes left out] x")));
  EXPECT_LT(std::string_view{error.what()}.size(), 5'000U);
}

TEST_F(HotspotFileTest, TellsAnErrorThatCannotBeTold) {
  EXPECT_THAT(error_of_text("class E(Exception):\n  def __str__(self): raise OSError\nraise E\n").what(),
              HasSubstr("E: <exception str() failed>"));
  EXPECT_THAT(error_of_text("class N:\n  def __str__(self): raise OSError\n"
                            "raise ModuleNotFoundError('none', name=N())\n")
                  .what(),
              HasSubstr("needs=(\"<unprintable N object>\",)"));
  EXPECT_EQ(error_of_text("e = SyntaxError('none')\ne.filename = __file__\ne.lineno = 2**70\nraise e\n").line(), 4);
}

TEST_F(HotspotFileTest, RefusesDataUnderTheNameOfAMethod) {
  for (const std::string_view name : {"check", "reset", "teardown", "one"}) {
    const auto file = write_hotspot(fmt::format("{}.py", name), fmt::format("    def setup(self, n): self.{} = 5\n"
                                                                            "    @baseline\n"
                                                                            "    def one(self): ...\n",
                                                                            name));
    EXPECT_THAT([&] { (void)runtime().load(file, "test/one", 1); },
                ::testing::ThrowsMessage<std::runtime_error>(
                    HasSubstr(fmt::format("self.{} is 5, but the program calls it", name))));
  }
}

TEST_F(HotspotFileTest, CallsWhatCanBeCalledHoweverItIsWritten) {
  const auto file = write("mine.py", R"(import functools
from greenbench import baseline, hotspot, variant

def with_five(function):
    @functools.wraps(function)
    def wrapper(self): return function(self, 5)
    return wrapper

@hotspot("mine/callable", default_size=1)
class Callable:
    def setup(self, *arguments, more=None): ...
    @baseline
    @with_five
    def wrapped(self, number): return number
    @variant
    @functools.lru_cache
    def cached(self): return 5
    @staticmethod
    @variant
    def static(): return 5
    @variant
    @classmethod
    def of_class(cls): return 5
    @variant
    def with_default(self, number=5): return number

@hotspot("mine/consumed", default_size=1, consume=list)
class Consumed:
    @baseline
    def one(self): yield 5
)");
  const auto found = runtime().describe(file);
  ASSERT_EQ(found.at(0).variants.size(), 5U);
  const auto hotspot = runtime().load(file, "mine/callable", 1);
  for (const auto& variant : hotspot->variants()) EXPECT_EQ(describe(variant->checked_answer()), "integer 5");
  EXPECT_EQ(found.at(1).variants.size(), 1U);
}

TEST_F(HotspotFileTest, BlamesTheImportingLineForASyntaxErrorElsewhere) {
  write("broken_beside.py", "x = (\n");
  const auto error = error_of_text("a = 1\nimport broken_beside\n");
  EXPECT_EQ(error.line(), 2);
  EXPECT_THAT(error.what(), HasSubstr("broken_beside.py"));
}

TEST_F(HotspotFileTest, NamesThePackageThatAnImportAtTheTopMisses) {
  const auto error = error_of_text("\nimport no_such_package.part\n");
  EXPECT_EQ(error.line(), 2);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("No module named 'no_such_package'"), HasSubstr("import it in setup()"),
                                  HasSubstr("needs=(\"no_such_package\",)")));
}

TEST_F(HotspotFileTest, SurvivesAFileThatCallsExit) {
  const auto error = error_of_text("import sys\nsys.exit(3)\n");
  EXPECT_EQ(error.line(), 2);
  EXPECT_THAT(error.what(), HasSubstr("SystemExit: 3"));
}

TEST_F(HotspotFileTest, LoadsAgainAFileThatFailedBefore) {
  const auto file = write("mine.py", "nonsense\n");
  EXPECT_EQ(error_of(file).line(), 1);
  write("mine.py", complete);
  EXPECT_EQ(runtime().describe(file).size(), 2U);
}

TEST_F(HotspotFileTest, SaysWhenThereIsNoFileOrNoHotspotInIt) {
  EXPECT_THAT(error_of(folder() / "missing.py").what(), HasSubstr("missing.py: there is no such file"));
  EXPECT_THAT(error_of_text("x = 1\n").what(), HasSubstr("defines no hotspot"));
  EXPECT_EQ(error_of_text("x = 1\n").line(), 0);
}

TEST_F(HotspotFileTest, SaysWhichHotspotsThereAreWhenAnotherIsAskedFor) {
  const auto file = write("mine.py", complete);
  try {
    (void)runtime().load(file, "mine/serach", 1);
    FAIL() << "no error";
  } catch (const HotspotFileError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no hotspot mine/serach, only mine/search, mine/other"));
  }
}

/// The Python programs of a Markdown page that import greenbench; others are parts of a program.
std::vector<std::string> programs_of(const std::filesystem::path& page) {
  constexpr std::string_view fence = "```python\n";
  std::ostringstream content;
  content << std::ifstream(page).rdbuf();
  const std::string text = content.str();
  std::vector<std::string> programs;
  for (auto start = text.find(fence); start != std::string::npos; start = text.find(fence, start)) {
    start += fence.size();
    std::string program = text.substr(start, text.find("```", start) - start);
    if (program.find("from greenbench import") != std::string::npos) programs.push_back(std::move(program));
  }
  return programs;
}

class PageOnWritingHotspots : public HotspotFileTest {
 protected:
  std::filesystem::path write_program(std::size_t position) {
    return write(fmt::format("program_{}.py", position), programs_.at(position));
  }

  /// What its variants answer when they are called for the second time; none of them is refused.
  std::vector<std::string> second_answers(const std::filesystem::path& file, std::uint64_t size) {
    const std::string id = runtime().describe(file).at(0).id;
    const auto place = folder() / id;
    runtime().prepare(file, id, size, place);
    const auto hotspot = runtime().load(file, id, size, {.prepared = place});
    for (const auto& variant : hotspot->variants()) (void)variant->checked_answer();
    std::vector<std::string> answers;
    for (const auto& variant : hotspot->variants()) answers.push_back(describe(variant->checked_answer()));
    return answers;
  }

  std::vector<std::string> programs_ = programs_of(GREENBENCH_SOURCE_FOLDER "/docs/hotspots-writing.md");
};

TEST_F(PageOnWritingHotspots, HasAnExampleThatIsAHotspot) {
  const auto file = write_program(0);
  EXPECT_EQ(runtime().describe(file).at(0).id, "mine/membership");
  EXPECT_THAT(second_answers(file, 10), ElementsAre("integer 5", "integer 5"));
}

TEST_F(PageOnWritingHotspots, HasOnlyProgramsWhoseVariantsAgree) {
  EXPECT_EQ(programs_.size(), 4U);
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    const auto answers = second_answers(write_program(i), 10);
    EXPECT_EQ(answers.at(0), answers.at(1)) << programs_[i];
  }
}

struct WrongShape {
  std::string_view name;
  std::string_view text;  ///< from line 2 on
  int line;
  std::string_view message;
};

class HotspotShape : public HotspotFileTest, public ::testing::WithParamInterface<WrongShape> {};

TEST_P(HotspotShape, IsRefusedWithLineAndReason) {
  const auto error = error_of_hotspot(GetParam().text);
  EXPECT_EQ(error.line(), GetParam().line);
  EXPECT_THAT(error.what(), StartsWith(fmt::format("{}:{}: ", error.file(), GetParam().line)));
  EXPECT_THAT(error.what(), HasSubstr(std::string{GetParam().message}));
}

constexpr WrongShape wrong_shapes[] = {
    {"NoBaseline", "@hotspot('a/b', default_size=1)\nclass A:\n  @variant\n  def one(self): ...\n", 2,
     "a/b must have exactly one variant marked @baseline; none is"},
    {"TwoBaselines",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  @baseline\n  def two(self): "
     "...\n",
     2, "exactly one variant marked @baseline; one and two are"},
    {"DuplicateId",
     "class A:\n  @baseline\n  def one(self): ...\nhotspot('a/b', default_size=1)(A)\n"
     "hotspot('a/b', default_size=1)(A)\n",
     6, "the hotspot a/b is defined twice in this file"},
    {"IdWithoutSuite", "@hotspot('b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "the id 'b' must be \"suite/name\""},
    {"IdWithTwoSlashes", "@hotspot('a/b/c', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "the id 'a/b/c' must be"},
    {"IdThatIsNoText", "@hotspot(5, default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "the id 5 must be"},
    {"ManyVariants",
     "@hotspot('a/b', default_size=1)\nclass A:\n  for number in range(101):\n    exec(f'@variant\\ndef "
     "v{number}(self): "
     "...')\n",
     2, "a/b has 101 variants; there may be 100"},
    {"NoDefaultSize", "@hotspot('a/b')\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "write @hotspot(\"a/b\", default_size=1_000)"},
    {"DefaultSizeZero", "@hotspot('a/b', default_size=0)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "default_size must be an integer of at least 1, not 0"},
    {"DefaultSizeBeyond64Bits", "@hotspot('a/b', default_size=2**64)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "default_size must be at most 2^64 - 1"},
    {"NeedsThatAreNoNames",
     "@hotspot('a/b', default_size=1, needs=(1,))\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "needs must hold names as an import takes them, not 1"},
    {"NeedsThatAreNoPackages",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline(needs='..x')\n  def one(self): ...\n", 4,
     "needs of one must hold names as an import takes them, not '..x'"},
    {"ParallelThatIsNoTruth",
     "@hotspot('a/b', default_size=1, parallel='no')\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "parallel must be True or False, not 'no'"},
    {"ReasonThatIsNoText",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline(max_size=1, reason=5)\n  def one(self): ...\n", 4,
     "the reason of one must be text, not 5"},
    {"SizeThatIsNoInteger",
     "@hotspot('a/b', default_size=1, sizes=[1, 2.5])\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "every one of sizes must be an integer of at least 1, not 2.5"},
    {"ServerWithoutSetup",
     "@hotspot('a/b', default_size=1, needs_server=True)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "a/b has needs_server=True but no setup(self, n, server_url)"},
    {"ConsumeThatIsNoFunction",
     "@hotspot('a/b', default_size=1, consume='list')\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "consume must be a function that takes a result, such as list, not 'list'"},
    {"PrepareThatNeedsAnObject",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n"
     "  def prepare(self, folder, n): ...\n",
     2, "make it a @staticmethod or a @classmethod"},
    {"VariantNamedReset", "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def reset(self): ...\n", 4,
     "none of prepare, setup, reset, check and teardown"},
    {"ToleranceOfOne", "@hotspot('a/b', default_size=1, tolerance=1.0)\nclass A:\n  @baseline\n  def one(self): ...\n",
     2, "tolerance must be a number from 0 to below 1, not 1.0"},
    {"VariantNameWithCapital", "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def One(self): ...\n", 4,
     "a variant cannot be named One"},
    {"VariantNamedSetup", "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def setup(self): ...\n", 4,
     "a variant cannot be named setup"},
    {"MarkedTwice", "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  @variant\n  def one(self): ...\n", 4,
     "one is marked twice"},
    {"MaxSizeWithoutReason",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline(max_size=5)\n  def one(self): ...\n", 4,
     "one has a max_size but no reason for it"},
    {"IdThatIsTooLong", "@hotspot('a/' + 'b' * 10_000, default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n",
     2, "... (10004 characters) is longer than 200 characters"},
    {"IdWithALineBreak", "@hotspot('a/b\\n', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "the id 'a/b\\n' must be"},
    {"IdWithHalfASurrogatePair", "@hotspot('a/\\udce9', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n",
     2, "the id 'a/\\udce9' must be"},
    {"IdThatCannotBeShown",
     "class I:\n  def __repr__(self): raise OSError\n"
     "@hotspot(I(), default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n",
     4, "the id an object of type I must be"},
    {"VariantNameThatIsTooLong",
     "def f(self): ...\nf.__name__ = 'f' * 201\nA = type('A', (), {f.__name__: baseline(f)})\n"
     "hotspot('a/b', default_size=1)(A)\n",
     4, "is longer than 200 characters"},
    {"VariantNameThatIsNoText",
     "class F:\n  __name__ = 5\n"
     "@hotspot('a/b', default_size=1)\nclass A:\n  one = baseline(F())\n",
     6, "a variant cannot be named 5"},
    {"VariantUnderAnotherName",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  two = one\n", 4,
     "the variant one is called two in A"},
    {"NeedThatIsTooLong",
     "@hotspot('a/b', default_size=1, needs='n' * 201)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "needs must hold names of at most 200 characters"},
    {"NeedsThatAreANumber", "@hotspot('a/b', default_size=1, needs=5)\nclass A:\n  @baseline\n  def one(self): ...\n",
     2, "needs must be a list or a tuple, not 5"},
    {"NeedsOfAVariantThatAreANumber",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline(needs=5)\n  def one(self): ...\n", 4,
     "needs must be a list or a tuple, not 5"},
    {"ChangesThatAreANumber",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline(changes=5)\n  def one(self): ...\n", 4,
     "changes must be a list or a tuple, not 5"},
    {"SizesThatAreANumber", "@hotspot('a/b', default_size=1, sizes=5)\nclass A:\n  @baseline\n  def one(self): ...\n",
     2, "sizes must be a list or a tuple, not 5"},
    {"SizesWithoutEnd",
     "import itertools\n@hotspot('a/b', default_size=1, sizes=itertools.count(1))\n"
     "class A:\n  @baseline\n  def one(self): ...\n",
     3, "sizes may have 1000 elements, not more"},
    {"SizeBeyond64Bits",
     "@hotspot('a/b', default_size=1, sizes=[2**70])\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "every one of sizes must be at most 2^64 - 1"},
    {"DefaultSizeThatIsATruth", "@hotspot('a/b', default_size=True)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "default_size must be an integer of at least 1, not True"},
    {"DefaultSizeThatIsText", "@hotspot('a/b', default_size='9')\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "default_size must be an integer of at least 1, not '9'"},
    {"DefaultSizeThatIsReal", "@hotspot('a/b', default_size=9.0)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "default_size must be an integer of at least 1, not 9.0"},
    {"DefaultSizeFarBelowZero",
     "@hotspot('a/b', default_size=-10**5000)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "default_size must be an integer of at least 1, not an object of type int"},
    {"ArticleSizeThatIsReal",
     "@hotspot('a/b', default_size=1, article_size=0.5)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "article_size must be an integer of at least 1, not 0.5"},
    {"ToleranceThatIsATruth",
     "@hotspot('a/b', default_size=1, tolerance=False)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "tolerance must be a number from 0 to below 1, not False"},
    {"DocstringThatIsNoText",
     "@hotspot('a/b', default_size=1)\nclass A:\n  __doc__ = 5\n  @baseline\n  def one(self): ...\n", 2,
     "the docstring must be text, not 5"},
    {"CheckThatIsNoMethod",
     "@hotspot('a/b', default_size=1)\nclass A:\n  check = 5\n  @baseline\n  def one(self): ...\n", 2,
     "check of a/b must be a method, not 5"},
    {"ResetThatIsAProperty",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @property\n  def reset(self): ...\n  @baseline\n  def one(self): "
     "...\n",
     2, "reset of a/b must be a method, not <property object"},
    {"TeardownThatIsNoMethod",
     "@hotspot('a/b', default_size=1)\nclass A:\n  teardown = []\n  @baseline\n  def one(self): ...\n", 2,
     "teardown of a/b must be a method, not []"},
    {"SetupThatIsNoMethod",
     "@hotspot('a/b', default_size=1)\nclass A:\n  setup = 'x'\n  @baseline\n  def one(self): ...\n", 2,
     "setup of a/b must be a method, not 'x'"},
    {"PrepareThatIsNoMethod",
     "@hotspot('a/b', default_size=1)\nclass A:\n  prepare = 1\n  @baseline\n  def one(self): ...\n", 2,
     "prepare of a/b must be a method, not 1"},
    {"MaxSizeBelowOne",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline(max_size=0, reason='x')\n  def one(self): ...\n", 4,
     "max_size of one must be an integer of at least 1, not 0"},
    {"HotspotWithoutArguments", "@hotspot\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "write @hotspot(\"suite/name\", default_size=1_000)"},
    {"HotspotWithEmptyArguments", "@hotspot()\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "write @hotspot(\"suite/name\", default_size=1_000)"},
    {"SizeWithoutItsName", "@hotspot('a/b', 10)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "write @hotspot(\"a/b\", default_size=10)"},
    {"SizeUnderAnotherName", "@hotspot('a/b', size=10)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "@hotspot has no argument size; it has default_size, article_size"},
    {"MaxSizeUnderAnotherName",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline(maxsize=10)\n  def one(self): ...\n", 4,
     "@baseline has no argument maxsize; it has max_size, reason, needs and changes"},
    {"HotspotThatIsAFunction", "@hotspot('a/b', default_size=1)\ndef one(n): ...\n", 2,
     "@hotspot marks a class whose methods are the variants, not one"},
    {"IdWithoutSlash", "@hotspot('join', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n", 2,
     "such as \"mine/join\""},
    {"VariantWithAName", "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline('one')\n  def one(self): ...\n", 4,
     "a variant is named by its method: write @variant without 'one'"},
    {"VariantThatIsANumber", "@hotspot('a/b', default_size=1)\nclass A:\n  one = baseline(5)\n", 4,
     "only a method can be a variant, not 5"},
    {"VariantThatIsABuiltIn", "@hotspot('a/b', default_size=1)\nclass A:\n  one = baseline(len)\n", 4,
     "<built-in function len> cannot be a variant"},
    {"VariantThatIsAProperty",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  @property\n  def one(self): ...\n", 4,
     "which a property is not: remove @property"},
    {"PropertyOfAVariant",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  @property\n  @variant\n  def "
     "two(self): ...\n",
     7, "the variant two is called, which a property is not: remove @property"},
    {"TwoVariantsOfOneName",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  @variant\n  def one(self): ...\n",
     6, "there are two variants named one"},
    {"TwoVariantsOfOneNameWithOptions",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  @variant(max_size=1, "
     "reason='x')\n  def one(self): ...\n",
     6, "there are two variants named one"},
    {"VariantOutsideAClass",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n@variant\ndef two(): ...\n", 6,
     "the variant two is outside a class"},
    {"ClassWithoutHotspot", "class JoinText:\n  @baseline\n  def one(self): ...\n", 3,
     "JoinText has variants but no @hotspot; write @hotspot(\"mine/join_text\", default_size=1_000)"},
    {"VariantThatIsAClass", "@variant\nclass A: ...\n", 2, "A is a class: mark it with @hotspot"},
    {"VariantWithoutSelf", "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(): ...\n", 4,
     "the variant one has the parameters (); write one(self)"},
    {"VariantWithData", "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self, data): ...\n", 4,
     "the variant one has the parameters (self, data); write one(self) and use self.data, made in setup(self, n)"},
    {"StaticVariantWithSelf",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  @staticmethod\n  def one(self): ...\n", 4,
     "write one(), or remove @staticmethod"},
    {"AsyncVariant", "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  async def one(self): ...\n", 4,
     "the variant one is an async function, and nobody awaits it"},
    {"GeneratorVariant", "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): yield 1\n", 4,
     "the variant one is a generator function (it has a yield): a call does none of its work"},
    {"SetupWithoutSize",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  def setup(self): ...\n", 6,
     "setup of a/b has the parameters (self); write setup(self, n)"},
    {"SetupWithoutSelf",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  def setup(n): ...\n", 6,
     "setup of a/b has the parameters (n); write setup(self, n)"},
    {"SetupWithAnAddressThatNobodyGives",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  def setup(self, n, url): ...\n",
     6, "write setup(self, n), or say needs_server=True"},
    {"SetupWithoutTheAddress",
     "@hotspot('a/b', default_size=1, needs_server=True)\nclass A:\n  @baseline\n  def one(self): ...\n  def "
     "setup(self, n): ...\n",
     6, "write setup(self, n, server_url)"},
    {"AsyncSetup",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  async def setup(self, n): ...\n",
     6, "setup of a/b is an async function, so that a call does nothing"},
    {"SetupThatYields",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  def setup(self, n): yield\n", 6,
     "setup of a/b is a generator function"},
    {"SetupUnderAnotherName",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  def setUp(self): ...\n", 6,
     "A has setUp, which is never called; name it setup"},
    {"TeardownUnderAnotherName",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  def tear_down(self): ...\n", 6,
     "A has tear_down, which is never called; name it teardown"},
    {"ConstructorInPlaceOfSetup",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  def __init__(self, n): ...\n", 6,
     "__init__(self, n) of A is called without arguments; write setup(self, n) instead"},
    {"CheckWithoutResult",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  def check(self): ...\n", 6,
     "check of a/b has the parameters (self); write check(self, result)"},
    {"PrepareWithoutSize",
     "@hotspot('a/b', default_size=1)\nclass A:\n  @baseline\n  def one(self): ...\n  @staticmethod\n  def "
     "prepare(folder): ...\n",
     6, "write prepare(folder, n)"},
    {"OtherNameFromGreenbench", "from greenbench import benchmark\n", 2,
     "hotspot files import baseline, hotspot, variant and count_process from it"},
};

INSTANTIATE_TEST_SUITE_P(Files, HotspotShape, ::testing::ValuesIn(wrong_shapes),
                         [](const auto& shape) { return std::string{shape.param.name}; });

}  // namespace
}  // namespace greenbench
