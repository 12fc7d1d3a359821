"""The source distribution and the wheel: what is in them, and the program as pip installs it.

    GREENBENCH_WHEEL=greenbench-0.2.0-cp312-cp312-linux_x86_64.whl python3.12 wheel_test.py

The wheel is made from the source distribution and, for a short test, from the module `GREENBENCH_MODULE` of the build
folder `GREENBENCH_BUILD`. `GREENBENCH_WHEEL` names a finished one instead, for the Python that runs this.
"""

from __future__ import annotations

import email
import os
import pwd
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import textwrap
import unittest
import zipfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
CMAKE_LISTS = (SOURCE / "CMakeLists.txt").read_text()
VERSION = re.search(r"project\(greenbench VERSION (\S+)", CMAKE_LISTS)[1]
WHEEL = os.environ.get("GREENBENCH_WHEEL")
MODULE = os.environ.get("GREENBENCH_MODULE", "")
BUILD = Path(os.environ.get("GREENBENCH_BUILD", "/nonexistent"))
# Neither what the build folder holds nor what the caller has set is part of what is tested.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PYTHON", "GREENBENCH", "CXXFLAGS", "CMAKE", "SKBUILD", "SUDO_USER"))
}
HOTSPOT = """
    from greenbench import baseline, hotspot, variant


    @hotspot("mine/greet", default_size=1_000)
    class Greet:
        def setup(self, n: int) -> None:
            self.words = ["word"] * n

        @baseline
        def concat(self) -> str:
            text = ""
            for word in self.words:
                text += word
            return text

        @variant(max_size=1_000_000, reason="memory")
        def join(self) -> str:
            return "".join(self.words)
"""


def call(*command: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    options = {"env": ENVIRONMENT, "timeout": 500, **options}
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **options)


def demand(*command: str | Path, **options: object) -> str:
    result = call(*command, **options)
    if result.returncode != 0:
        raise AssertionError(f"{command}: {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


class Made:
    """The source distribution, unpacked, and the wheel, installed in an environment of its own; made once."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="greenbench-wheel-"))
        self.folder.chmod(0o755)  # another user looks at it
        self.sources = self.unpacked()
        self.wheel = Path(WHEEL).resolve() if WHEEL else self.assembled()
        self.bin = self.installed("environment") / "bin"

    def unpacked(self) -> Path:
        build_sdist = "import sys; from scikit_build_core.build import build_sdist; build_sdist(sys.argv[1])"
        demand(sys.executable, "-c", build_sdist, self.folder, cwd=SOURCE)
        self.archive = self.folder / f"greenbench-{VERSION}.tar.gz"
        demand("tar", "-xzf", self.archive, "-C", self.folder)
        return self.folder / f"greenbench-{VERSION}"

    def assembled(self) -> Path:
        settings = ["--config-settings", f"cmake.define.GREENBENCH_MODULE={MODULE}"]
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
        wheel = ["wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", self.folder]
        demand(*pip, *wheel, *settings, self.archive)
        (made,) = self.folder.glob("*.whl")
        return made

    def installed(self, name: str) -> Path:
        environment = self.folder / name
        demand(sys.executable, "-m", "venv", "--without-pip", environment)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", environment / "bin/python"]
        demand(*pip, "install", "--no-index", "--no-deps", self.wheel)
        return environment


made: Made


def setUpModule() -> None:
    global made
    made = Made()
    unittest.addModuleCleanup(shutil.rmtree, made.folder, ignore_errors=True)


class SourceDistribution(unittest.TestCase):
    @unittest.skipUnless((BUILD / "build.ninja").exists() and shutil.which("ninja"), "was not built by Ninja")
    def test_it_has_every_file_that_the_module_is_compiled_from(self) -> None:
        module = Path(MODULE).relative_to(BUILD)
        used = set(demand("ninja", "-C", BUILD, "-t", "inputs", module).splitlines())
        for target in re.split(r"\n\n", demand("ninja", "-C", BUILD, "-t", "deps")):
            lines = target.splitlines()
            if lines and lines[0].partition(": #deps")[0] in used:
                used.update(line.strip() for line in lines[1:])
        paths = {(BUILD / name).resolve() for name in used}
        ours = {path.relative_to(SOURCE) for path in paths if path.is_relative_to(SOURCE)}
        ours = {path for path in ours if not (SOURCE / path).is_relative_to(BUILD.resolve())}
        self.assertGreater(len(ours), 500)
        self.assertEqual([path for path in sorted(ours) if not (made.sources / path).exists()], [])

    def test_it_has_neither_tests_nor_evidence(self) -> None:
        self.assertLess(made.archive.stat().st_size, 2 << 20)
        self.assertTrue((made.sources / "LICENSE").exists())
        names = {path.name for path in made.sources.iterdir()}
        self.assertEqual(names & {"tests", "docs", "build", ".venv", ".git", "requirements"}, set())


class Configured(unittest.TestCase):
    """What CMake says of the unpacked sources, as pip calls it."""

    def configure(self, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
        folder = Path(tempfile.mkdtemp(dir=made.folder))
        pybind11 = demand(sys.executable, "-m", "pybind11", "--cmakedir").strip()
        return call(
            "cmake",
            *("-S", made.sources, "-B", folder, "-DSKBUILD=2", "-DCMAKE_BUILD_TYPE=Release"),
            *(f"-Dpybind11_DIR={pybind11}", f"-DPython_EXECUTABLE={sys.executable}", *more),
            env={**ENVIRONMENT, **environment},
        )

    def said(self, *more: str, **environment: str) -> str:
        result = self.configure(*more, **environment)
        self.assertNotEqual(result.returncode, 0, result.stdout)
        return " ".join(result.stderr.split())

    def test_no_command_compiles_for_the_processor_of_this_machine(self) -> None:
        result = self.configure()
        self.assertEqual(result.returncode, 0, result.stderr)
        (commands,) = made.folder.glob("*/compile_commands.json")
        self.assertNotRegex(commands.read_text(), r" -m(arch|cpu|tune)=")
        self.assertIn(" -O3 ", commands.read_text())

    def test_flags_for_it_are_refused(self) -> None:
        said = self.said(CXXFLAGS="-O2 -march=native")
        self.assertIn("a wheel runs on other machines than this one: take -march=native out of CXXFLAGS", said)

    def test_missing_libraries_are_named_with_their_packages(self) -> None:
        missing = ("CLI11", "Eigen3", "SQLite3")
        said = self.said(*(f"-DCMAKE_DISABLE_FIND_PACKAGE_{name}=ON" for name in missing))
        self.assertIn("sudo apt install libcli11-dev libeigen3-dev libsqlite3-dev", said)


class Wheel(unittest.TestCase):
    def setUp(self) -> None:
        with zipfile.ZipFile(made.wheel) as wheel:
            self.names = wheel.namelist()
            self.metadata = email.message_from_bytes(wheel.read(f"greenbench-{VERSION}.dist-info/METADATA"))

    def test_it_is_for_the_python_that_made_it(self) -> None:
        python = f"cp{sys.version_info.major}{sys.version_info.minor}"
        self.assertRegex(made.wheel.name, rf"greenbench-{re.escape(VERSION)}-{python}-{python}-\w*linux\w*\.whl")

    def test_its_version_is_that_of_cmake(self) -> None:
        self.assertEqual(self.metadata["Version"], VERSION)
        self.assertEqual(self.metadata["License-Expression"], "MIT")
        self.assertEqual(self.metadata["Requires-Python"], ">=3.11")
        self.assertEqual(self.metadata.get_all("Provides-Extra"), ["charts", "workloads", "pandas"])

    def test_it_has_the_package_and_what_the_program_reads_and_nothing_else(self) -> None:
        ours = [name for name in self.names if ".dist-info/" not in name and name[-1] != "/"]
        (module,) = (name for name in ours if name.endswith(".so") and "/_native." in name)
        package = SOURCE / "python/greenbench"
        expected = {f"greenbench/{path.relative_to(package)}" for path in package.rglob("*.py*") if is_source(path)}
        for folder, pattern in (("workloads", "*.py"), ("results/page/charts", "*.py"), ("claims", "*.toml")):
            found = (SOURCE / folder).rglob(pattern)
            expected |= {f"greenbench/share/{path.relative_to(SOURCE)}" for path in found if is_source(path)}
        expected.add("greenbench/py.typed")
        libraries = {name for name in ours if name.startswith("greenbench.libs/")}  # of a repaired wheel
        self.assertEqual(set(ours) - libraries, expected | {module})
        self.assertGreater(len(expected), 40)

    @unittest.skipUnless(shutil.which("readelf"), "needs readelf")
    def test_its_module_is_stripped_and_hardened_and_brings_no_interpreter(self) -> None:
        with zipfile.ZipFile(made.wheel) as wheel:
            (name,) = (one for one in self.names if one.endswith(".so") and "/_native." in one)
            module = Path(wheel.extract(name, tempfile.mkdtemp(dir=made.folder)))
        self.assertNotIn(".debug_info", demand("readelf", "--sections", "--wide", module))
        dynamic = demand("readelf", "--dynamic", "--wide", module)
        self.assertIn("BIND_NOW", dynamic)
        self.assertNotRegex(dynamic, r"\((RPATH|RUNPATH)\).*/(build|home|tmp|work|root)")
        self.assertNotIn("libpython", dynamic)
        # The build folder's own module knows where its sources are, as the program does.
        if WHEEL:
            self.assertNotRegex(module.read_bytes(), rb"/(workloads|harness|counters|results|analysis)/\w+[.]cpp")
            self.assertNotIn(os.fsencode(SOURCE), module.read_bytes())


class Installed(unittest.TestCase):
    """The console script in an environment that has nothing but the wheel."""

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=made.folder))
        self.program = made.bin / "greenbench"

    def run_program(self, *arguments: str | Path, **options: object) -> str:
        return demand(self.program, *arguments, cwd=self.folder, **options)

    def hotspot_file(self) -> Path:
        path = self.folder / "mine.py"
        path.write_text(textwrap.dedent(HOTSPOT).lstrip())
        return path

    def test_it_says_its_version(self) -> None:
        self.assertEqual(self.run_program("--version"), f"greenbench {VERSION}\n")

    def test_it_lists_what_it_brings(self) -> None:
        listed = self.run_program("list")
        for part in ("strings/build ", "django/columns ", "C++"):
            self.assertIn(part, listed)
        self.assertIn("cpp: ostringstream (baseline)", self.run_program("list", "strings/csv_export"))

    def test_it_measures_a_file_and_reports_it(self) -> None:
        small = ["--quick", "--min-region", "1ms", "--max-other-load", "10000%", "--source", "estimate", "--seed", "1"]
        self.run_program("run", "--file", self.hotspot_file(), *small, "--out", "run")
        reported = self.run_program("report", "run")
        self.assertIn("mine/greet", reported)
        self.assertRegex(reported, r"join .*(saves|costs|inconclusive|equal|same|no difference)")
        page = (self.folder / "run" / "report.html").read_text()
        self.assertIn("mine/greet", page)

    def test_a_measured_command_gets_no_variable_of_python_from_it(self) -> None:
        script = "import os; print([name for name in os.environ if name.startswith('PYTHON')])"
        said = self.run_program("exec", "--once", "--source", "estimate", "--", sys.executable, "-c", script)
        self.assertIn("[]", said)
        out = self.folder / "seen"
        write = f"import os; open({str(out)!r}, 'a').write(os.environ.get('PYTHONHASHSEED', 'none') + '\\n')"
        small = ["--quick", "--source", "estimate", "--max-other-load", "10000%", "--no-page"]
        self.run_program("exec", *small, "--", f'{sys.executable} -c "{write}"')
        self.assertEqual(set(out.read_text().splitlines()), {"none"})

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to be another user")
    def test_no_remedy_gives_rights_to_the_interpreter(self) -> None:
        registers = self.folder / "machine/dev/cpu/0/msr"
        registers.parent.mkdir(parents=True)
        registers.write_bytes(bytes(0x700))
        registers.chmod(0o400)
        package = self.folder / "machine/sys/devices/system/cpu/cpu0/topology/physical_package_id"
        package.parent.mkdir(parents=True)
        package.write_text("0\n")
        (package.parents[2] / "online").write_text("0\n")
        proc = self.folder / "machine/proc"
        proc.mkdir()
        fields = ("vendor_id\t: GenuineIntel", "cpu family\t: 6", "model\t\t: 85", "model name\t: Emulated Xeon")
        (proc / "cpuinfo").write_text("\n".join(("processor\t: 0", *fields, "flags\t\t: fpu", "", "")))
        self.folder.chmod(0o755)
        roots = [f"--path.{name}={self.folder / 'machine' / name[:3]}" for name in ("sysfs", "devfs")]
        nobody = pwd.getpwnam("nobody")
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}
        try:
            result = call(self.program, "doctor", "--verbose", *roots, f"--path.procfs={proc}", **who)
        except PermissionError as error:
            self.skipTest(f"{error}: another user may not start this Python")
        said = " ".join((result.stdout + result.stderr).split())
        self.assertIn("no permission to read", said)
        self.assertIn("measure with greenbench as a program of its own", said)
        self.assertNotIn("setcap", said)

    @unittest.skipUnless(shutil.which("mypy", path=str(Path(sys.executable).parent)), "needs mypy")
    def test_type_checkers_know_what_a_marked_method_returns(self) -> None:
        file = self.hotspot_file()
        with file.open("a") as more:
            more.write("\n\nlength: int = Greet().join()\n")
        mypy = Path(sys.executable).parent / "mypy"
        result = call(
            *(mypy, "--strict", "--no-incremental", "--cache-dir", os.devnull),
            *("--python-executable", made.bin / "python", file),
            cwd=self.folder,
        )
        self.assertEqual(len(result.stdout.splitlines()), 2, result.stdout + result.stderr)
        self.assertIn('expression has type "str", variable has type "int"', result.stdout)


class Article(unittest.TestCase):
    """The programs of docs/coming-from.md, with the wheel and the packages that two of them need."""

    @unittest.skipUnless("EMULATED_MACHINE" in os.environ, "needs the emulated machine")
    def test_its_programs_run_and_their_types_are_right(self) -> None:
        environment = made.installed("article")
        (packages,) = environment.glob("lib/python3.*/site-packages")
        (packages / "pytest-and-mypy.pth").write_text(sysconfig.get_path("purelib") + "\n")
        variables = {name: os.environ[name] for name in ("GREENBENCH", "EMULATED_MACHINE")}
        result = call(
            *(environment / "bin/python", SOURCE / "tests/python/article_test.py", "-v"),
            env={**ENVIRONMENT, **variables, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"{packages}/greenbench/", result.stderr)


def is_source(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"


if __name__ == "__main__":
    unittest.main(verbosity=2)
