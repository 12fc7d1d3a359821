#include "workloads/library/library_hotspot.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

#include "workloads/library/library_answer.hpp"
#include "workloads/library/library_outcome.hpp"
#include "workloads/native.hpp"

namespace greenbench {
namespace {

using Outcome = hotspot_abi::Outcome;

class LibraryVariant final : public Variant {
 public:
  LibraryVariant(const hotspot_abi::Variant& variant, void* target) : variant_(variant), target_(target) {}

  [[nodiscard]] Answer answer() override;
  [[nodiscard]] bool needs_reset() const override { return variant_.reset != nullptr; }
  void reset() override;
  void run(benchmark::State& state) override;
  [[nodiscard]] std::string failure() const override { return failure_; }

 private:
  const hotspot_abi::Variant& variant_;
  void* target_;
  std::string failure_;
};

Answer LibraryVariant::answer() {
  reset();
  AnswerReader reader;
  KeptComplaint complaint;
  throw_unless_done(variant_.answer(variant_.self, target_, reader.record(), complaint.record()), complaint);
  return reader.take();
}

void LibraryVariant::reset() {
  if (!needs_reset()) return;
  KeptComplaint complaint;
  throw_unless_done(variant_.reset(variant_.self, target_, complaint.record()), complaint);
}

/// The library destroys the result inside the call: freeing what a variant made is part of its cost.
void LibraryVariant::run(benchmark::State& state) {
  failure_.clear();
  const auto call = variant_.call;
  const void* const self = variant_.self;
  void* const target = target_;
  const KeptComplaint complaint;
  const hotspot_abi::Complaint* const record = complaint.record();
  for (auto _ : state) {
    const Outcome outcome = call(self, target, record);
    if (outcome == Outcome::done) continue;
    failure_ = outcome == Outcome::out_of_memory ? "std::bad_alloc" : complaint.text();
    state.SkipWithError(failure_.c_str());
    break;
  }
}

class LibraryHotspot final : public LoadedHotspot {
 public:
  LibraryHotspot(const hotspot_abi::Hotspot& hotspot, std::shared_ptr<const LibraryHandle> library,
                 const LibrarySetup& setup)
      : library_(std::move(library)), hotspot_(hotspot), object_(set_up(hotspot, setup)) {}
  ~LibraryHotspot() override { hotspot_.tear_down(hotspot_.self, object_); }
  LibraryHotspot(const LibraryHotspot&) = delete;
  LibraryHotspot& operator=(const LibraryHotspot&) = delete;

  /// Apart from the constructor, so that what has been set up is taken down where this throws.
  void add_variants(const LibrarySetup& setup);
  [[nodiscard]] std::span<const std::unique_ptr<Variant>> variants() override { return variants_; }

 private:
  static void* set_up(const hotspot_abi::Hotspot& hotspot, const LibrarySetup& setup);
  [[nodiscard]] std::unique_ptr<Variant> ready(const hotspot_abi::Variant& variant);

  std::shared_ptr<const LibraryHandle> library_;
  const hotspot_abi::Hotspot& hotspot_;
  void* object_;
  std::vector<std::unique_ptr<Variant>> variants_;
};

hotspot_abi::Text abi_text(const std::string& text) {
  return {text.data(), text.size()};
}

void* LibraryHotspot::set_up(const hotspot_abi::Hotspot& hotspot, const LibrarySetup& setup) {
  const std::string url = setup.surroundings.server ? setup.surroundings.server->url() : "";
  const std::string prepared = setup.surroundings.prepared ? setup.surroundings.prepared->string() : "";
  const hotspot_abi::Setup given{.size = setup.size, .server_url = abi_text(url), .prepared = abi_text(prepared)};
  void* object = nullptr;
  KeptComplaint complaint;
  throw_unless_done(hotspot.set_up(hotspot.self, &given, &object, complaint.record()), complaint);
  return object;
}

std::unique_ptr<Variant> LibraryHotspot::ready(const hotspot_abi::Variant& variant) {
  void* target = object_;
  if (variant.set_up != nullptr) {
    KeptComplaint complaint;
    throw_unless_done(variant.set_up(variant.self, object_, &target, complaint.record()), complaint);
  }
  return std::make_unique<LibraryVariant>(variant, target);
}

void LibraryHotspot::add_variants(const LibrarySetup& setup) {
  for (const auto& variant : std::span{hotspot_.variants, hotspot_.variant_count}) {
    const bool is_wanted = std::ranges::find(setup.wanted, text_of(variant.name)) != setup.wanted.end();
    if (is_wanted && variant.call != nullptr) {
      variants_.push_back(ready(variant));
    } else {
      variants_.push_back(std::make_unique<AbsentVariant>(text_of(variant.not_available)));
    }
  }
}

}  // namespace

std::unique_ptr<LoadedHotspot> load_library_hotspot(const hotspot_abi::Hotspot& hotspot,
                                                    std::shared_ptr<const LibraryHandle> library,
                                                    const LibrarySetup& setup) {
  if (hotspot.needs_server != 0 && !setup.surroundings.server) throw std::runtime_error{"needs the local server"};
  if (hotspot.prepare != nullptr && !setup.surroundings.prepared) {
    throw std::runtime_error{"needs what its prepare() makes"};
  }
  auto loaded = std::make_unique<LibraryHotspot>(hotspot, std::move(library), setup);
  loaded->add_variants(setup);
  return loaded;
}

}  // namespace greenbench
