// A shared library that has nothing to do with greenbench.
namespace {

[[maybe_unused]] int one() {
  return 1;
}

}  // namespace
