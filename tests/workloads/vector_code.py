"""Fails when compiled functions do not compute the way their names say.

    vector_code.py --objdump OBJDUMP LIBRARY                    # the hotspots' own functions
    vector_code.py --objdump OBJDUMP --self-test COMPILER       # on small functions that are known to be wrong

What a scalar loop and a vectorised loop cost is only worth comparing if one is scalar and the other is not, and a loop
that the compiler has replaced by a formula is no loop. This reads the instructions: arithmetic on several real numbers
at once (mulpd, vfmadd231pd, fmul v0.2d), and jumps backwards. Exit code 77: skipped, with the reason.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass, field
from pathlib import Path

SKIPPED = 77
# What each function of workloads/ has to be. A name is the end of the demangled name, before its arguments.
EXPECTED = {
    "greenbench::multiply_scalar": ("scalar", "loop"),
    "greenbench::sum_of_squares_scalar": ("scalar", "loop"),
    "greenbench::multiply_vectorized": ("vector", "loop"),
    "SumOfSquares::materialized": ("loop",),
    "SumOfSquares::lazy_view": ("loop",),
    "SumOfSquares::loop": ("loop",),
}
# Per architecture, as objdump names it: arithmetic on packed real numbers, with operands, and a jump with its target.
PACKED = {
    "x86-64": re.compile(r"v?(add|sub|mul|div|fn?m(add|sub)\d*)p[sd]\b"),
    "aarch64": re.compile(r"f(add|addp|sub|mul|div|mla|mls|n?mad|n?msb)\s+(v\d+\.(2d|4s|2s)|z\d+\.[ds])"),
}
JUMP = re.compile(r"(?:j[a-z]+|b(?:\.[a-z]+)?|cbn?z\s+\w+,|tbn?z\s+\w+,\s*#?\w+,)\s+([0-9a-f]+)\b")
FORMAT = re.compile(r"file format elf64-(\S+)")
SYMBOL = re.compile(r"^([0-9a-f]+) <(.+)>:$")
INSTRUCTION = re.compile(r"^\s+([0-9a-f]+):\s+(.+)$")


@dataclass
class Function:
    """The instructions of one function, each with its address."""

    name: str
    instructions: list[tuple[int, str]] = field(default_factory=list)

    def packed(self, architecture: str) -> list[str]:
        return [text for _, text in self.instructions if PACKED[architecture].match(text)]

    def has_loop(self) -> bool:
        first = self.instructions[0][0]
        jumps = [(address, JUMP.match(text)) for address, text in self.instructions]
        return any(jump and first <= int(jump[1], 16) < address for address, jump in jumps)


def architecture_of(disassembly: str) -> str:
    """ "x86-64", "aarch64" ("littleaarch64" to objdump) or another name that PACKED does not know."""
    found = FORMAT.search(disassembly)
    return found[1].removeprefix("little") if found else "unknown"


def functions_of(disassembly: str) -> list[Function]:
    functions: list[Function] = []
    for line in disassembly.splitlines():
        if symbol := SYMBOL.match(line):
            functions.append(Function(symbol[2]))
        elif functions and (instruction := INSTRUCTION.match(line)):
            functions[-1].instructions.append((int(instruction[1], 16), instruction[2]))
    return [function for function in functions if function.instructions]


def is_named(function: Function, name: str) -> bool:
    """Also a copy that the compiler made for some arguments, "f(int) [clone .constprop.0]"; not its cold part."""
    return re.search(rf"(^|::){re.escape(name)}($|\()", function.name) is not None and ".cold" not in function.name


def fault_of(function: Function, property_: str, architecture: str) -> str | None:
    packed = function.packed(architecture)
    if property_ == "scalar" and packed:
        return f"{function.name} should be scalar and has {packed[0]}"
    if property_ == "vector" and not packed:
        return f"{function.name} should be vectorised and has no packed arithmetic"
    if property_ == "loop" and not function.has_loop():
        return f"{function.name} should compute in a loop and has none"
    return None


def faults(disassembly: str, expected: dict[str, tuple[str, ...]]) -> list[str]:
    architecture = architecture_of(disassembly)
    functions = functions_of(disassembly)
    found = []
    for name, properties in expected.items():
        matching = [function for function in functions if is_named(function, name)]
        if not matching:
            found.append(f"{name} is not there")
        for function in matching:
            found += [fault_of(function, one, architecture) for one in properties]
    return [fault for fault in found if fault is not None]


def disassemble(objdump: str, file: Path) -> str:
    command = [objdump, "--disassemble", "--demangle", "--no-show-raw-insn", str(file)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


SMALL_PROGRAM = """
void scale(const double* from, double factor, double* to, long n) {
  for (long i = 0; i < n; ++i) to[i] = from[i] * factor;
}
double first(const double* from, double factor) { return from[0] * factor; }
"""


class SmallProgram(unittest.TestCase):
    """Compiles the same C program with and without vectorisation."""

    compiler = "cc"
    objdump = "objdump"

    def compiled(self, *flags: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "small.c")
            source.write_text(SMALL_PROGRAM, encoding="utf-8")
            target = source.with_suffix(".o")
            subprocess.run([self.compiler, "-x", "c", "-O3", *flags, "-c", source, "-o", target], check=True)
            return disassemble(self.objdump, target)

    def test_a_vectorised_loop_is_not_scalar(self) -> None:
        found = faults(self.compiled(), {"scale": ("scalar",)})
        self.assertEqual(len(found), 1)
        self.assertRegex(found[0], r"scale should be scalar and has (v?mulpd|fmul)")
        self.assertEqual(faults(self.compiled(), {"scale": ("vector", "loop")}), [])

    def test_a_scalar_loop_is_not_vectorised(self) -> None:
        text = self.compiled("-fno-tree-vectorize", "-fno-tree-slp-vectorize")
        self.assertEqual(
            faults(text, {"scale": ("vector",)}), ["scale should be vectorised and has no packed arithmetic"]
        )
        self.assertEqual(faults(text, {"scale": ("scalar", "loop")}), [])

    def test_a_function_without_a_jump_backwards_has_no_loop(self) -> None:
        self.assertEqual(faults(self.compiled(), {"first": ("loop",)}), ["first should compute in a loop and has none"])

    def test_a_function_that_is_not_there_is_a_fault(self) -> None:
        self.assertEqual(faults(self.compiled(), {"other": ("scalar",)}), ["other is not there"])
        self.assertEqual(faults(self.compiled(), {"cale": ("scalar",)}), ["cale is not there"])


class WrittenInstructions(unittest.TestCase):
    """Both architectures, whatever this machine is."""

    def faults(self, file_format: str, instruction: str, *properties: str) -> list[str]:
        text = f"a.o:     file format elf64-{file_format}\n\n0000000000000010 <ns::f(double) [clone .constprop.0]>:\n"
        return faults(f"{text}  10:\tnop\n  14:\t{instruction}\n", {"ns::f": properties})

    def test_packed_arithmetic_is_known(self) -> None:
        for instruction in ("mulpd  (%rdi),%xmm0", "vmulpd %ymm1,%ymm0,%ymm0", "vfmadd231pd (%rax),%zmm1,%zmm0"):
            self.assertEqual(len(self.faults("x86-64", instruction, "scalar")), 1, instruction)
        for instruction in ("fmul\tv0.2d, v1.2d, v2.d[0]", "fmla\tv0.2d, v1.2d, v2.2d", "fmul\tz0.d, z1.d, z2.d"):
            self.assertEqual(len(self.faults("littleaarch64", instruction, "scalar")), 1, instruction)

    def test_scalar_arithmetic_moves_and_zeroing_are_not_packed(self) -> None:
        for instruction in (
            "mulsd  (%rdi),%xmm0",
            "vfmadd231sd %xmm0,%xmm1,%xmm2",
            "movapd %xmm1,%xmm0",
            "xorpd  %xmm0,%xmm0",
        ):
            self.assertEqual(len(self.faults("x86-64", instruction, "vector")), 1, instruction)
        for instruction in ("fmul\td0, d1, d2", "fmadd\td0, d1, d2, d3", "movi\tv0.2d, #0x0"):
            self.assertEqual(len(self.faults("littleaarch64", instruction, "vector")), 1, instruction)

    def test_a_loop_jumps_back_into_its_function(self) -> None:
        for file_format, jump in (
            ("x86-64", "jne    10 <f+0x0>"),
            ("littleaarch64", "b.ne\t10 <f>"),
            ("littleaarch64", "cbnz\tx1, 10 <f>"),
        ):
            self.assertEqual(self.faults(file_format, jump, "loop"), [], jump)
        for file_format, jump in (
            ("x86-64", "jmp    8 <g+0x8>"),
            ("x86-64", "jne    18 <f+0x8>"),
            ("littleaarch64", "bl\t10 <f>"),
        ):
            self.assertEqual(len(self.faults(file_format, jump, "loop")), 1, jump)


def self_test(compiler: str, objdump: str) -> int:
    SmallProgram.compiler, SmallProgram.objdump = compiler, objdump
    return 0 if unittest.main(argv=[sys.argv[0]], exit=False).result.wasSuccessful() else 1


def skipped(reason: str) -> int:
    print(f"skipped: {reason}")
    return SKIPPED


def check(library: Path, objdump: str, build_type: str) -> int:
    if os.environ.get("SANITIZER"):
        return skipped("a sanitizer's checks are not the code that is measured")
    if build_type not in ("Release", "RelWithDebInfo", "MinSizeRel"):
        return skipped(f"a build of type '{build_type}' is not optimised, and greenbench measures nothing with it")
    text = disassemble(objdump, library)
    if architecture_of(text) not in PACKED:
        return skipped(f"the vector instructions of {architecture_of(text)} are not known to this test")
    found = faults(text, EXPECTED)
    print("\n".join(found) or f"{len(EXPECTED)} functions compute as their names say")
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--objdump", default="objdump")
    parser.add_argument("--build-type", default="Release")
    parser.add_argument("--self-test", metavar="COMPILER")
    parser.add_argument("library", type=Path, nargs="?")
    arguments = parser.parse_args()
    if arguments.self_test:
        return self_test(arguments.self_test, arguments.objdump)
    return check(arguments.library, arguments.objdump, arguments.build_type)


if __name__ == "__main__":
    sys.exit(main())
