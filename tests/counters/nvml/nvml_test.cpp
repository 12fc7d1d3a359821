#include "counters/nvml/nvml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "counters/meter/meter.hpp"
#include "counters/nvml/nvml_library.hpp"
#include "tests/counters/allocation_count.hpp"
#include "tests/counters/nvml/nvml_stub_library.hpp"
#include "tests/counters/simulated_machine.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::NvmlStubGpu;
using testing::NvmlStubLibrary;
using testing::SimulatedClock;

// NVML API Reference, "Device Enums", written here once more on purpose.
constexpr int not_supported = 3;
constexpr int no_permission = 4;
constexpr int driver_not_loaded = 9;
constexpr int gpu_is_lost = 15;
constexpr int reset_required = 16;
constexpr int operating_system = 17;
constexpr int version_mismatch = 18;
constexpr int unknown = 999;

std::unique_ptr<EnergySource> open_source() {
  auto opened = open_nvml(NvmlStubLibrary::path());
  if (const auto* why = std::get_if<Unavailable>(&opened)) throw std::runtime_error{why->reason};
  return std::get<std::unique_ptr<EnergySource>>(std::move(opened));
}

Unavailable why_not(const std::string& library = NvmlStubLibrary::path()) {
  auto opened = open_nvml(library);
  if (!std::holds_alternative<Unavailable>(opened)) throw std::runtime_error{"it is available"};
  return std::get<Unavailable>(std::move(opened));
}

std::vector<std::uint64_t> ticks_of(EnergySource& source) {
  std::vector<std::uint64_t> ticks(source.domains().size());
  EXPECT_FALSE(source.read(ticks)) << source.last_failure();
  return ticks;
}

TEST(Nvml, ReadsTheEnergyCounterOfEachGpu) {
  NvmlStubLibrary library;
  library.add_gpu("A100").millijoules = 5'000;
  library.add_gpu("V100").millijoules = 70'000'000'000'000;  // more than 32 bits
  const auto source = open_source();
  EXPECT_EQ(source->name(), "nvml");
  EXPECT_THAT(ticks_of(*source), ElementsAre(5'000, 70'000'000'000'000));
  library.gpu(0).millijoules = 5'250;
  EXPECT_THAT(ticks_of(*source), ElementsAre(5'250, 70'000'000'000'000)) << "read anew each time";
}

TEST(Nvml, DescribesEachGpu) {
  NvmlStubLibrary library;
  library.add_gpu("A100");
  library.add_gpu("V100");
  const auto source = open_source();
  ASSERT_EQ(source->domains().size(), 2U);
  const Domain& second = source->domains()[1];
  EXPECT_EQ(second.name, "gpu-1");
  EXPECT_EQ(second.where, "V100, GPU-1");
  EXPECT_EQ(second.unit, Joules{0.001});
  EXPECT_EQ(second.resolution, Joules{0.001});
  EXPECT_EQ(second.wrap_modulus, std::nullopt);
  EXPECT_EQ(second.read_within, std::nullopt);
  EXPECT_EQ(second.maximum_power, Watts{1000.0});
  EXPECT_EQ(second.provenance, Provenance::measured);
  EXPECT_TRUE(second.counted);
}

TEST(Nvml, DoesWithoutANameThatDoesNotFit) {
  NvmlStubLibrary library;
  library.add_gpu(std::string(95, 'x'));
  library.add_gpu(std::string(96, 'x'));
  const auto source = open_source();
  EXPECT_EQ(source->domains()[0].where, std::string(95, 'x') + ", GPU-0");
  EXPECT_EQ(source->domains()[1].where, "GPU without a name, GPU-1");
}

TEST(Nvml, NamesTheGpuThatIsLostAndRecovers) {
  NvmlStubLibrary library;
  library.add_gpu("A100");
  library.add_gpu("V100").millijoules = 7;
  const auto source = open_source();
  library.gpu(1).energy_status = gpu_is_lost;
  std::vector<std::uint64_t> ticks(2);
  EXPECT_EQ(source->read(ticks), std::errc::no_such_device);
  EXPECT_EQ(source->last_failure(),
            "cannot read gpu-1 (V100, GPU-1): the GPU is lost: it fell off the bus or was taken away");
  library.gpu(1).energy_status = 0;
  EXPECT_THAT(ticks_of(*source), ElementsAre(0, 7));
  EXPECT_EQ(source->last_failure(), "");
}

TEST(Nvml, TellsReadErrorsApart) {
  NvmlStubLibrary library;
  NvmlStubGpu& gpu = library.add_gpu("A100");
  const auto source = open_source();
  std::vector<std::uint64_t> ticks(1);
  gpu.energy_status = reset_required;
  EXPECT_EQ(source->read(ticks), std::errc::state_not_recoverable);
  EXPECT_THAT(source->last_failure(), HasSubstr("must be reset"));
  gpu.energy_status = no_permission;
  EXPECT_EQ(source->read(ticks), std::errc::permission_denied);
  gpu.energy_status = unknown;
  EXPECT_EQ(source->read(ticks), std::errc::io_error);
  EXPECT_THAT(source->last_failure(), HasSubstr("Input/output error"));
}

TEST(Nvml, DoesNotAllocateInARead) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer has taken over the allocator";
  NvmlStubLibrary library;
  NvmlStubGpu& gpu = library.add_gpu("A100");
  const auto source = open_source();
  std::vector<std::uint64_t> ticks(1);
  const std::uint64_t before = testing::allocation_count();
  const bool readable = !source->read(ticks);
  gpu.energy_status = gpu_is_lost;
  const bool lost = static_cast<bool>(source->read(ticks));
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_TRUE(readable && lost);
}

TEST(Nvml, ShutsTheLibraryDownWithTheSource) {
  NvmlStubLibrary library;
  library.add_gpu("A100");
  {
    const auto first = open_source();
    const auto second = open_source();
    EXPECT_EQ(library.stub().initialised, 2);
  }
  EXPECT_EQ(library.stub().initialised, 0);
  library.stub().gpus.clear();
  static_cast<void>(why_not());
  EXPECT_EQ(library.stub().initialised, 0) << "also when there was no GPU";
}

/// Every GPU's counter follows the simulated clock, in steps of 20 ms as a real one.
struct SimulatedGpus {
  explicit SimulatedGpus(const std::vector<double>& watts) {
    for (const double power : watts) {
      library.add_gpu("A100").millijoules_now = [this, power] {
        clock->advance(Seconds{5e-6});  // what a read costs; also keeps a poll from standing still
        return static_cast<std::uint64_t>(std::floor(clock->now().value() / 0.02) * 20.0 * power) - lost;
      };
    }
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(open_source());
    meter.emplace(std::move(sources), EnergyMeter::Options{.update_periods = {}, .clock = clock});
  }
  std::variant<EnergyUse, MeterFault> measure(double seconds) {
    meter->start();
    clock->advance(Seconds{seconds});
    while_measuring();
    meter->stop();
    return meter->result();
  }
  NvmlStubLibrary library;
  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  std::uint64_t lost = 0;
  std::function<void()> while_measuring = [] {};
  std::optional<EnergyMeter> meter;
};

TEST(NvmlThroughTheMeter, SumsTheGpusWithinTheStatedUncertainty) {
  SimulatedGpus gpus{{250.0, 80.0}};
  ASSERT_TRUE(gpus.meter->domains()[0].update_period);
  EXPECT_NEAR(gpus.meter->domains()[0].update_period->value(), 0.02, 1e-4);
  for (const double region : {0.05, 0.333, 2.0}) {
    const EnergyUse use = std::get<EnergyUse>(gpus.measure(region));
    ASSERT_EQ(use.domains.size(), 2U);
    EXPECT_NEAR(use.domains[0].value(), 250.0 * use.wall.value(), 0.02) << region;
    EXPECT_NEAR(use.domains[1].value(), 80.0 * use.wall.value(), 0.02) << region;
    EXPECT_NEAR(use.total.value(), 330.0 * use.wall.value(), use.total_uncertainty.value()) << region;
    EXPECT_LT(use.total_uncertainty.value(), 0.05 * use.total.value()) << region;
  }
}

TEST(NvmlThroughTheMeter, VoidsARegionInWhichAGpuWasLost) {
  SimulatedGpus gpus{{250.0, 80.0}};
  gpus.while_measuring = [&] { gpus.library.gpu(1).energy_status = gpu_is_lost; };
  const auto result = gpus.measure(0.1);
  ASSERT_TRUE(std::holds_alternative<MeterFault>(result));
  EXPECT_THAT(std::get<MeterFault>(result).reason, AllOf(HasSubstr("nvml"), HasSubstr("gpu-1 (A100, GPU-1)")));
}

TEST(NvmlThroughTheMeter, TakesAReloadedDriverForAReset) {
  SimulatedGpus gpus{{250.0}};
  gpus.while_measuring = [&] { gpus.lost = 20'000'000; };
  const auto result = gpus.measure(0.1);
  ASSERT_TRUE(std::holds_alternative<MeterFault>(result));
  EXPECT_THAT(std::get<MeterFault>(result).reason, HasSubstr("A100, GPU-0"));
}

TEST(NvmlAbsence, WithoutTheLibraryIsTheDriver) {
  const Unavailable why = why_not("/nowhere/libnvidia-ml.so.1");
  EXPECT_EQ(why.source, "nvml");
  EXPECT_THAT(why.reason, AllOf(HasSubstr("cannot be loaded"), HasSubstr("/nowhere/libnvidia-ml.so.1")));
  EXPECT_THAT(why.remedy, HasSubstr("nvidia-driver"));
}

TEST(NvmlAbsence, OfAFunctionNamesIt) {
  const Unavailable why = why_not(GREENBENCH_NVML_STUB_WITHOUT_ENERGY);
  EXPECT_THAT(why.reason, AllOf(HasSubstr(GREENBENCH_NVML_STUB_WITHOUT_ENERGY),
                                HasSubstr("no function nvmlDeviceGetTotalEnergyConsumption")));
  EXPECT_THAT(why.remedy, HasSubstr("update the NVIDIA driver"));
}

struct InitFailure {
  int status;
  std::string reason;
  std::string remedy;
};

TEST(NvmlAbsence, TellsWhatKeepsTheLibraryFromStarting) {
  NvmlStubLibrary library;
  library.add_gpu("A100");
  const std::vector<InitFailure> failures = {
      {driver_not_loaded, "the NVIDIA driver is not loaded: Driver Not Loaded (NVML status 9)", "modprobe nvidia"},
      {no_permission, "no permission to use the NVIDIA driver", "/dev/nvidiactl"},
      {version_mismatch, "different versions: Driver/library version mismatch", "restart the machine"},
      {operating_system, "operating system blocks", "cgroup"},
      {unknown, "does not start: Unknown Error (NVML status 999)", "nvidia-smi"},
  };
  for (const InitFailure& failure : failures) {
    library.stub().init_status = failure.status;
    const Unavailable why = why_not();
    EXPECT_THAT(why.reason, HasSubstr(failure.reason));
    EXPECT_THAT(why.remedy, HasSubstr(failure.remedy));
  }
  library.stub().init_status = 0;
  library.stub().count_status = unknown;
  EXPECT_THAT(why_not().reason, HasSubstr("Unknown Error"));
}

TEST(NvmlAbsence, OfAnyGpuIsToldApartFromTheDrivers) {
  const NvmlStubLibrary library;
  const Unavailable why = why_not();
  EXPECT_EQ(why.reason, "the NVIDIA driver is loaded and finds no GPU");
  EXPECT_THAT(why.remedy, HasSubstr("lspci"));
}

TEST(NvmlAbsence, OfPermissionForOneGpuLeavesThatOneOut) {
  NvmlStubLibrary library;
  library.add_gpu("A100").open_status = no_permission;
  library.add_gpu("V100").millijoules = 3;
  const auto source = open_source();
  ASSERT_EQ(source->domains().size(), 1U);
  EXPECT_EQ(source->domains()[0].name, "gpu-1") << "the driver's number, not the place in the list";
  EXPECT_THAT(ticks_of(*source), ElementsAre(3));
  library.gpu(1).open_status = no_permission;
  const Unavailable why = why_not();
  EXPECT_THAT(why.reason, HasSubstr("gpu-0: no permission"));
  EXPECT_THAT(why.remedy, HasSubstr("--gpus all"));
}

TEST(NvmlAbsence, OfOneGpuThatMayBeUsedIsAbsenceOfAll) {
  NvmlStubLibrary library;
  library.add_gpu("A100");
  library.add_gpu("V100").open_status = gpu_is_lost;
  const Unavailable lost = why_not();
  EXPECT_THAT(lost.reason, HasSubstr("gpu-1: cannot be reached: GPU is lost (NVML status 15)"));
  EXPECT_THAT(lost.remedy, HasSubstr("--gpu-reset"));
  library.gpu(1).open_status = 0;
  library.gpu(1).energy_status = unknown;
  EXPECT_THAT(why_not().reason, HasSubstr("gpu-1 (V100, GPU-1): cannot be read"));
}

TEST(NvmlAbsence, OfTheEnergyCounterNamesTheGpu) {
  NvmlStubLibrary library;
  library.add_gpu("V100");
  NvmlStubGpu& old = library.add_gpu("K40");
  old.energy_status = not_supported;
  old.power_status = not_supported;
  const Unavailable why = why_not();
  EXPECT_THAT(why.reason, HasSubstr("gpu-1 (K40, GPU-1): has no energy counter"));
  EXPECT_THAT(why.remedy, HasSubstr("--source powercap"));
}

/// A GPU older than Volta beside a newer one, and the sampler that a thread would drive.
struct OldAndNewGpu {
  NvmlStubLibrary library;
  NvmlStubGpu& modern = library.add_gpu("V100");
  NvmlStubGpu& old = library.add_gpu("P100");
  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  PowerSampler* sampler = nullptr;
  std::unique_ptr<EnergySource> source;

  OldAndNewGpu() {
    old.energy_status = not_supported;
    old.milliwatts = 100'000;
    const NvmlAccess access{.clock = clock, .start_sampling = [this](PowerSampler& started) { sampler = &started; }};
    source = std::get<std::unique_ptr<EnergySource>>(open_nvml(NvmlStubLibrary::path(), access));
  }
  void sample_after(double seconds, unsigned int milliwatts) {
    clock->advance(Seconds{seconds});
    old.milliwatts = milliwatts;
    sampler->take_sample();
  }
};

TEST(NvmlPower, IsIntegratedWhereAGpuHasNoEnergyCounter) {
  OldAndNewGpu gpus;
  gpus.modern.millijoules = 7;
  gpus.sample_after(1.0, 200'000);  // from 100 W to 200 W: 150 J
  gpus.sample_after(2.0, 200'000);  // 400 J
  std::vector<std::uint64_t> ticks(2);
  ASSERT_FALSE(gpus.source->read(ticks));
  EXPECT_EQ(ticks[0], 7U);
  EXPECT_EQ(ticks[1], 550'000U);
  const Domain& domain = gpus.source->domains()[1];
  EXPECT_EQ(domain.update_period, gpu_power_period);
  EXPECT_TRUE(domain.counted);
  EXPECT_THAT(domain.where, HasSubstr("from Ampere on a reading is the mean of the last second"));
}

TEST(NvmlPower, OfAGpuThatIsLostIsAnErrorThatNamesIt) {
  OldAndNewGpu gpus;
  gpus.old.power_status = gpu_is_lost;
  gpus.sample_after(1.0, 200'000);
  std::vector<std::uint64_t> ticks(2);
  EXPECT_TRUE(gpus.source->read(ticks));
  EXPECT_THAT(gpus.source->last_failure(), AllOf(HasSubstr("gpu-1 (P100"), HasSubstr("the GPU is lost")));
}

TEST(NvmlPower, NeedsNoSamplerWhereEveryGpuCounts) {
  NvmlStubLibrary library;
  library.add_gpu("V100");
  bool started = false;
  const auto opened = open_nvml(NvmlStubLibrary::path(), {.start_sampling = [&](PowerSampler&) { started = true; }});
  EXPECT_TRUE(std::holds_alternative<std::unique_ptr<EnergySource>>(opened));
  EXPECT_FALSE(started);
}

}  // namespace
}  // namespace greenbench
