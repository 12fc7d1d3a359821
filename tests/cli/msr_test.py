"""The real program on a machine whose energy registers are a file that this test writes."""

import contextlib
import itertools
import json
import os
import struct
import threading
import unittest
from collections.abc import Iterator
from pathlib import Path

from program import ProgramTest

CPUINFO = """processor\t: 0
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 85
model name\t: Emulated Xeon
stepping\t: 7
physical id\t: 0
core id\t\t: 0
flags\t\t: fpu avx

"""
UNIT, PACKAGE, DRAM = 0x606, 0x611, 0x619


class RegistersInAFile(ProgramTest):
    def write(self, path: str, content: str) -> None:
        file = self.folder / "machine" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)

    def write_registers(self, registers: dict[int, int]) -> Path:
        file = self.folder / "machine/dev/cpu/0/msr"
        file.parent.mkdir(parents=True, exist_ok=True)
        content = bytearray(0x700)
        for number, value in registers.items():
            content[number : number + 8] = struct.pack("<Q", value)
        file.write_bytes(content)
        return file

    @contextlib.contextmanager
    def counting(self, file: Path, *registers: int) -> Iterator[None]:
        """The registers move on while this lasts: what stands still is taken for dead."""
        ended = threading.Event()

        def count() -> None:
            with file.open("r+b", buffering=0) as content:
                for value in itertools.count(1000, 100):
                    for register in registers:
                        os.pwrite(content.fileno(), struct.pack("<Q", value), register)
                    if ended.wait(1e-3):
                        return

        thread = threading.Thread(target=count)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def machine(self) -> list[str]:
        self.write("proc/cpuinfo", CPUINFO)
        self.write("proc/self/statm", "25600 12800 2560 1 0 12800 0\n")
        self.write("sys/devices/system/cpu/cpu0/topology/physical_package_id", "0\n")
        (self.folder / "machine/dev").mkdir(parents=True, exist_ok=True)
        roots = {name: self.folder / "machine" / folder for name, folder in
                 {"sysfs": "sys", "procfs": "proc", "devfs": "dev"}.items()}  # fmt: skip
        return [part for name, root in roots.items() for part in (f"--path.{name}", str(root))]

    def sources(self, roots: list[str]) -> dict[str, dict]:
        result = self.run_program("doctor", "--json", *roots)
        self.assertEqual(result.returncode, 0, result.stderr)
        return {source["source"]: source for source in json.loads(result.stdout)["sources"]}

    def test_doctor_shows_each_domain_with_its_register_and_its_own_unit(self) -> None:
        roots = self.machine()
        file = self.write_registers({UNIT: 14 << 8, PACKAGE: 123, DRAM: 456})
        with self.counting(file, PACKAGE, DRAM):
            sources = self.sources(roots)
        self.assertFalse(sources["perf"]["available"])
        package, dram = sources["msr"]["domains"]
        self.assertEqual((package["name"], dram["name"]), ("package-0", "dram-0"))
        self.assertEqual(package["where"], f"{file} register 0x611")
        self.assertEqual(package["resolution_joules"], 2.0**-14)
        self.assertEqual(dram["resolution_joules"], 2.0**-16)
        self.assertEqual(package["wrap_joules"], 2.0**18)

    def test_doctor_says_which_domain_stands_still(self) -> None:
        roots = self.machine()
        file = self.write_registers({UNIT: 14 << 8, PACKAGE: 123, DRAM: 456})
        with self.counting(file, DRAM):
            msr = self.sources(roots)["msr"]
        self.assertFalse(msr["available"])
        self.assertEqual(msr["reason"], "package-0 did not move for 1 s while a CPU was busy")

    def test_doctor_says_what_to_do_without_the_registers(self) -> None:
        sources = self.sources(self.machine())
        self.assertIn("modprobe msr", sources["msr"]["remedy"])
        self.assertIn("modprobe rapl", sources["perf"]["remedy"])


if __name__ == "__main__":
    unittest.main()
