#include "counters/nvml/nvml_absence.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace greenbench {

namespace {

constexpr std::string_view look_further =
    "see what the driver says:\n"
    "  nvidia-smi\n"
    "  journalctl --dmesg --grep NVRM";

constexpr std::string_view device_rights =
    "see who may use the driver's files, and join the group that owns them (then log in again):\n"
    "  ls -l /dev/nvidiactl /dev/nvidia[0-9]*\n"
    "  sudo usermod --append --groups \"$(stat --format %G /dev/nvidiactl)\" \"$USER\"\n"
    "If that group is root, have the administrator give the files a group of their own. In a container, hand the GPU "
    "in: docker run --gpus all";

/// What the library refuses with, what that means, and what to do about it.
struct Meaning {
  NvmlStatus status;
  std::string_view reason;
  std::string_view remedy;
};

constexpr std::array when_starting = {
    Meaning{NvmlStatus::driver_not_loaded, "the NVIDIA driver is not loaded",
            "load it, and look in the kernel's log if that fails:\n"
            "  sudo modprobe nvidia\n"
            "  journalctl --dmesg --grep NVRM\n"
            "In a container, hand the GPU in: docker run --gpus all"},
    Meaning{NvmlStatus::no_permission, "no permission to use the NVIDIA driver", device_rights},
    Meaning{
        NvmlStatus::library_driver_mismatch, "NVIDIA's library and the loaded driver have different versions",
        "the driver was updated while the old one is still loaded: restart the machine. In a container, the library "
        "must come from the host. The loaded version is in\n"
        "  cat /proc/driver/nvidia/version"},
    Meaning{NvmlStatus::operating_system, "the operating system blocks the NVIDIA driver's files",
            "allow them in the cgroup (devices 195:* in a container: docker run --gpus all)"},
};

constexpr std::string_view restart =
    "restart the machine, or reset the GPU while nothing uses it:\n"
    "  sudo nvidia-smi --gpu-reset\n"
    "The kernel's log says why it was lost:\n"
    "  journalctl --dmesg --grep NVRM";

constexpr std::array when_reading = {
    Meaning{NvmlStatus::not_supported,
            "has no energy counter (GPUs older than Volta have none) and does not show its power",
            "this GPU cannot be measured; leave nvml out, for instance with --source powercap"},
    Meaning{NvmlStatus::no_permission, "no permission to use it", device_rights},
    Meaning{NvmlStatus::gpu_is_lost, "cannot be reached", restart},
    Meaning{NvmlStatus::reset_required, "cannot be reached", restart},
    Meaning{NvmlStatus::insufficient_power, "lacks power",
            "attach the GPU's own power cables, then restart the machine"},
};

/// The row of this status; `otherwise` where there is none.
Meaning meaning_of(NvmlStatus status, std::span<const Meaning> rows, const Meaning& otherwise) {
  const auto row = std::ranges::find(rows, status, &Meaning::status);
  return row == rows.end() ? otherwise : *row;
}

Unavailable unavailable(std::string reason, std::string_view remedy) {
  return {"nvml", std::move(reason), std::string{remedy}};
}

}  // namespace

Unavailable why_no_library(const std::string& why) {
  return unavailable("NVIDIA's management library cannot be loaded: " + why,
                     "with an NVIDIA GPU, install its driver (Debian: sudo apt install nvidia-driver; Ubuntu: sudo "
                     "ubuntu-drivers install), or in a container hand it in: docker run --gpus all. Without one there "
                     "is nothing to do");
}

Unavailable why_no_function(const std::string& library, const std::string& function) {
  return unavailable(fmt::format("{} has no function {}: it belongs to a driver that is too old", library, function),
                     "update the NVIDIA driver; nvidia-smi shows which one is installed");
}

Unavailable why_not_initialised(const NvmlRefusal& refusal) {
  const Meaning found =
      meaning_of(refusal.status, when_starting, {refusal.status, "NVIDIA's library does not start", look_further});
  return unavailable(fmt::format("{}: {}", found.reason, refusal.words), found.remedy);
}

Unavailable why_no_gpu() {
  return unavailable("the NVIDIA driver is loaded and finds no GPU",
                     "see whether the machine has one with\n"
                     "  lspci -d 10de:\n"
                     "In a container or virtual machine, hand it in: docker run --gpus all");
}

Unavailable why_gpu_unreadable(const std::string& gpu, const NvmlRefusal& refusal) {
  const Meaning found = meaning_of(refusal.status, when_reading, {refusal.status, "cannot be read", look_further});
  return unavailable(fmt::format("{}: {}: {}", gpu, found.reason, refusal.words), found.remedy);
}

}  // namespace greenbench
