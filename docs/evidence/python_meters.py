"""Four tools that measure energy from inside Python, on one emulated package of 50 W, by turns in shuffled order.

    python3 -m venv /tmp/meters && /tmp/meters/bin/pip install pyRAPL==0.2.3.1 pyJoules==0.5.1 codecarbon==3.3.2
    PYTHONPATH=build/release/python /tmp/meters/bin/python docs/evidence/python_meters.py \
        build/release/tests/support/emulated_machine > docs/evidence/python_meters.txt

The package has to be built for the Python of that environment. On a busy machine, begin the second command with
`chrt -f 20`: a counter that is late says nothing about who reads it.

The truth of a region is 50 W times its seconds, from the return of the tool's start to the call of its stop. The three
other tools read fixed paths below /sys: each is told the emulated ones by a parameter, a constant or a function of its
own; no file of theirs is changed.
"""

import argparse
import importlib.metadata
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

WATTS = 50.0
REGIONS = ((0.002, 150), (0.01, 150), (0.1, 50), (1.0, 10), (10.0, 2))
"""Seconds, and how often each tool measures them. Up to a quarter is added by chance: regions that are whole numbers of
the counter's updates, a millisecond, would be easy."""
JOULES_PER_KILOWATT_HOUR = 3.6e6
Tool = Callable[[Callable[[], None]], float | None]
"""Calls the work between its start and its stop; joules of the package, None where it says that there are none."""


class Machine:
    """The emulated machine, and its zones where the other tools look for them."""

    def __init__(self, program: str, *flags: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="python-meters-"))
        tree = self.folder / "machine"
        self.process = subprocess.Popen(
            [program, str(tree), "--package-watts", str(WATTS), "--dram-watts", "4", *flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline().strip() == "ready"
        self.sys, self.proc, self.dev = tree / "sys", tree / "proc", tree / "dev"
        self.view = self.folder / "view"
        (self.view / "intel-rapl").mkdir(parents=True)
        (self.view / "intel-rapl" / "intel-rapl:0").symlink_to(self.sys / "class" / "powercap" / "intel-rapl:0")

    def end(self) -> float:
        """Which share of the counter's updates came late."""
        self.process.terminate()
        return float(self.process.communicate(timeout=20)[0].split()[-1])


def greenbench_tool(machine: Machine, precise: bool) -> Tool:
    import greenbench

    roots = greenbench.Roots(machine.sys, machine.proc, machine.dev)
    meter = greenbench.Meter(source="powercap", roots=roots)

    def measure(work: Callable[[], None]) -> float | None:
        with meter.measure(precise=precise) as m:
            work()
        return m.package_joules

    return measure


def pyrapl_tool(machine: Machine) -> Tool:
    import pyRAPL
    from pyRAPL import device_api

    # Its paths are written out in its functions: for the time of its set-up, os.path.exists and open lead elsewhere.
    def there(path: str) -> str:
        return path.replace("/sys/class/powercap/intel-rapl", str(machine.view / "intel-rapl"), 1)

    device_api.os = SimpleNamespace(path=SimpleNamespace(exists=lambda path: Path(there(path)).exists()))
    device_api.open = lambda path, mode: Path(there(path)).open(mode)  # noqa: SIM115
    device_api.get_socket_ids = lambda: [0]
    pyRAPL.setup(devices=[pyRAPL.Device.PKG])

    def measure(work: Callable[[], None]) -> float | None:
        region = pyRAPL.Measurement("region")
        region.begin()
        work()
        region.end()
        return None if region.result.pkg is None else region.result.pkg[0] * 1e-6

    return measure


def pyjoules_tool(machine: Machine) -> Tool:
    from pyJoules.device import DeviceFactory, rapl_device
    from pyJoules.energy_meter import EnergyMeter

    rapl_device.RAPL_API_DIR = str(machine.view / "intel-rapl")
    meter = EnergyMeter(DeviceFactory.create_devices([rapl_device.RaplPackageDomain(0)]))

    def measure(work: Callable[[], None]) -> float | None:
        meter.start()
        work()
        meter.stop()
        return meter.get_trace()[0].energy["package_0"] * 1e-6

    return measure


def codecarbon_tracker(machine: Machine) -> object:
    import codecarbon
    from codecarbon.core import cpu
    from codecarbon.external import hardware

    is_available, interface = cpu.is_rapl_available, cpu.IntelRAPL
    cpu.is_rapl_available = lambda: is_available(str(machine.view))
    hardware.IntelRAPL = lambda rapl_dir, **options: interface(rapl_dir=str(machine.view), **options)
    return codecarbon.OfflineEmissionsTracker(
        country_iso_code="DEU", log_level="critical", save_to_file=False, allow_multiple_runs=True
    )


def codecarbon_tool(machine: Machine) -> Tool:
    """Its tasks, which it has for parts of a program. That of a block has the same counters, and a slower start."""
    tracker = codecarbon_tracker(machine)
    numbers = iter(range(10**9))

    def measure(work: Callable[[], None]) -> float | None:
        name = str(next(numbers))
        tracker.start_task(name)
        work()
        return tracker.stop_task(name).cpu_energy * JOULES_PER_KILOWATT_HOUR

    return measure


def all_tools(machine: Machine) -> dict[str, Tool]:
    return {
        "greenbench": greenbench_tool(machine, precise=False),
        "greenbench precise": greenbench_tool(machine, precise=True),
        "pyRAPL": pyrapl_tool(machine),
        "pyJoules": pyjoules_tool(machine),
        "CodeCarbon task": codecarbon_tool(machine),
    }


def region_of(tool: Tool, seconds: float) -> tuple[float | None, float]:
    """What the tool says and the truth, in joules."""
    spent = 0.0

    def work() -> None:
        nonlocal spent
        begin = time.perf_counter()
        time.sleep(seconds)
        spent = time.perf_counter() - begin

    said = tool(work)
    return said, WATTS * spent


def errors(tools: dict[str, Tool]) -> None:
    print(
        "\nAbsolute error of the package's joules, as a share of the truth: median, 90%, largest; "
        "regions without joules"
    )
    for seconds, times in REGIONS:
        results: dict[str, list[tuple[float | None, float]]] = {name: [] for name in tools}
        for _ in range(times):
            for name in random.sample(list(tools), len(tools)):
                results[name].append(region_of(tools[name], seconds * random.uniform(1.0, 1.25)))
        print(f"\n  {seconds:g} to {1.25 * seconds:g} s, {times} times each, {WATTS * seconds:g} J and more")
        for name, pairs in results.items():
            off = sorted(abs(said - truth) / truth for said, truth in pairs if said is not None)
            numbers = " ".join(f"{share:9.3%}" for share in spread(off)) if off else f"{'-':>29}"
            print(f"    {name:20}{numbers}   {len(pairs) - len(off):4}")
        sys.stdout.flush()


def spread(ordered: list[float]) -> tuple[float, float, float]:
    return statistics.median(ordered), ordered[math.ceil(0.9 * len(ordered)) - 1], ordered[-1]


def wraps(program: str) -> None:
    for joules, seconds in ((20, 0.3), (20, 1.0)):
        machine = Machine(program, "--range-uj", str(joules * 1_000_000))
        print(f"\nA counter that wraps every {joules} J, 20 regions of {seconds:g} s, {WATTS * seconds:g} J each")
        for name, tool in all_tools(machine).items():
            pairs = [region_of(tool, seconds) for _ in range(20)]
            right = sum(said is not None and abs(said / truth - 1) < 0.05 for said, truth in pairs)
            negative = sum(said is not None and said < 0 for said, _ in pairs)
            none = sum(said is None for said, _ in pairs)
            print(
                f"    {name:20}{right:3} within 5%, {negative} negative, {none} without joules, "
                f"{20 - right - negative - none} other"
            )
        machine.end()


def costs(tools: dict[str, Tool]) -> None:
    print("\nStart and stop around nothing, median of 1,000 (CodeCarbon: of 30)")
    for name, tool in tools.items():
        times = []
        for _ in range(30 if name.startswith("CodeCarbon") else 1_000):
            begin = time.perf_counter()
            tool(lambda: None)
            times.append(time.perf_counter() - begin)
        print(f"    {name:20}{statistics.median(times) * 1e6:12.1f} us")


def imports() -> None:
    print("\nImport in a fresh interpreter, beyond an empty one, median of 15")

    def seconds(code: str) -> float:
        times = []
        for _ in range(15):
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
            times.append(time.perf_counter() - begin)
        return statistics.median(times)

    for code in (
        "from greenbench import measure",
        "import pyRAPL",
        "from pyJoules.energy_meter import EnergyMeter",
        "from codecarbon import EmissionsTracker",
    ):
        print(f"    {code:48}{(seconds(code) - seconds('pass')) * 1e3:8.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("emulated_machine")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    versions = (f"{name} {importlib.metadata.version(name)}" for name in ("pyRAPL", "pyJoules", "codecarbon"))
    print(
        f"{', '.join(versions)}; Python {sys.version.split()[0]}; load {os.getloadavg()[0]:.1f} "
        f"on {os.cpu_count()} CPUs"
    )
    machine = Machine(arguments.emulated_machine)
    tools = all_tools(machine)
    imports()
    costs(tools)
    errors(tools)
    print(f"\n{machine.end():.2%} of the counter's updates came late")
    wraps(arguments.emulated_machine)


if __name__ == "__main__":
    main()
