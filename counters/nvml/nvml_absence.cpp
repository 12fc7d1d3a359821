#include "counters/nvml/nvml_absence.hpp"

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
  switch (refusal.status) {
    case NvmlStatus::driver_not_loaded:
      return unavailable("the NVIDIA driver is not loaded: " + refusal.words,
                         "load it, and look in the kernel's log if that fails:\n"
                         "  sudo modprobe nvidia\n"
                         "  journalctl --dmesg --grep NVRM\n"
                         "In a container, hand the GPU in: docker run --gpus all");
    case NvmlStatus::no_permission:
      return unavailable("no permission to use the NVIDIA driver: " + refusal.words, device_rights);
    case NvmlStatus::library_driver_mismatch:
      return unavailable(
          "NVIDIA's library and the loaded driver have different versions: " + refusal.words,
          "the driver was updated while the old one is still loaded: restart the machine. In a container, the library "
          "must come from the host. The loaded version is in\n"
          "  cat /proc/driver/nvidia/version");
    case NvmlStatus::operating_system:
      return unavailable("the operating system blocks the NVIDIA driver's files: " + refusal.words,
                         "allow them in the cgroup (devices 195:* in a container: docker run --gpus all)");
    default:
      return unavailable("NVIDIA's library does not start: " + refusal.words, look_further);
  }
}

Unavailable why_no_gpu() {
  return unavailable("the NVIDIA driver is loaded and finds no GPU",
                     "see whether the machine has one with\n"
                     "  lspci -d 10de:\n"
                     "In a container or virtual machine, hand it in: docker run --gpus all");
}

Unavailable why_gpu_unreadable(const std::string& gpu, const NvmlRefusal& refusal) {
  const auto with = [&](std::string_view what, std::string_view remedy) {
    return unavailable(fmt::format("{}: {}: {}", gpu, what, refusal.words), remedy);
  };
  switch (refusal.status) {
    case NvmlStatus::not_supported:
      return with("has no energy counter (GPUs older than Volta have none) and does not show its power",
                  "this GPU cannot be measured; leave nvml out, for instance with --source powercap");
    case NvmlStatus::no_permission:
      return with("no permission to use it", device_rights);
    case NvmlStatus::gpu_is_lost:
    case NvmlStatus::reset_required:
      return with("cannot be reached",
                  "restart the machine, or reset the GPU while nothing uses it:\n"
                  "  sudo nvidia-smi --gpu-reset\n"
                  "The kernel's log says why it was lost:\n"
                  "  journalctl --dmesg --grep NVRM");
    case NvmlStatus::insufficient_power:
      return with("lacks power", "attach the GPU's own power cables, then restart the machine");
    default:
      return with("cannot be read", look_further);
  }
}

}  // namespace greenbench
