"""What `cmake --install` gives to those who write hotspots in C++: the example is built against an installed
greenbench, as somebody outside of the tree would do it, and measured on an emulated machine."""

import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from emulated import EmulatedMachine
from program import PROGRAM

BUILD = Path(PROGRAM).parent
SOURCE = Path(__file__).resolve().parent.parent.parent
EXAMPLE = SOURCE / "examples" / "cpp-hotspots"
FEW = ["--quick", "--seed", "1"]
QUIET = ["--no-page", "--allow-unoptimized", "--max-other-load", "10000%", "--source", "powercap"]


@unittest.skipUnless((BUILD / "CMakeCache.txt").exists() and shutil.which("cmake"), "not beside its build")
class Package(EmulatedMachine):
    def call(self, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            list(map(str, command)),
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result

    def install(self) -> Path:
        root = self.folder / "root"
        self.call("cmake", "--install", BUILD, "--prefix", root)
        return root

    def configure(self, *more: str, folder: str = "build", source: Path = EXAMPLE) -> str:
        compiler = next(
            line.split("=")[1]
            for line in (BUILD / "CMakeCache.txt").read_text().splitlines()
            if line.startswith("CMAKE_CXX_COMPILER:")
        )
        result = self.call("cmake", "-S", source, "-B", folder, f"-DCMAKE_CXX_COMPILER={compiler}", *more)
        return " ".join(result.stderr.split())

    def test_the_example_is_built_against_it_and_measured(self) -> None:
        root = self.install()
        said = self.configure(f"-DCMAKE_PREFIX_PATH={root}", "-DCMAKE_BUILD_TYPE=Release")
        self.assertNotIn("Warning", said)
        self.call("cmake", "--build", "build")
        program = root / "bin" / "greenbench"
        library = self.folder / "build" / "libexample.so"
        listed = self.call(program, "list", library).stdout
        self.assertIn("cpp: in_vector (baseline) (up to n = 100000), by_bisection, in_set", listed)
        roots = self.emulate("--range-uj", "262143328850")
        self.call(program, "run", library, *FEW, *QUIET, *roots, "--out", "run")
        saved = self.saved_run("run")
        self.assertEqual([h["id"] for h in saved["plan"]["hotspots"][:2]], ["example/membership", "example/sorting"])
        self.assertEqual({len(hotspot["rounds"]) for hotspot in saved["hotspots"]}, {6})
        # A search from the start of 10,000 numbers is no rival to a bisection: hundreds of times its work.
        text = self.call(program, "report", "run").stdout
        self.assertRegex(text, r"by_bisection .* saves +[0-9.]+x less")

    def test_nothing_of_it_depends_on_where_it_was_built(self) -> None:
        root = self.install()
        package = root / "share" / "cmake" / "greenbench"
        self.assertEqual(
            sorted(path.name for path in package.iterdir()),
            [
                "greenbenchConfig.cmake",
                "greenbenchConfigVersion.cmake",
                "greenbenchTargets.cmake",
                "greenbench_add_hotspots.cmake",
            ],
        )
        headers = root / "include" / "greenbench"
        self.assertEqual(
            sorted(path.name for path in headers.iterdir()),
            [
                "answer.hpp",
                "calling.hpp",
                "described_hotspot.hpp",
                "do_not_optimize.hpp",
                "hotspot.hpp",
                "hotspot_abi.hpp",
                "library.hpp",
            ],
        )
        self.assertEqual([path.name for path in headers.parent.iterdir()], ["greenbench"])
        for path in (*package.iterdir(), *headers.iterdir()):
            for place in (SOURCE, BUILD, root):
                self.assertNotIn(str(place), path.read_text(), path)

    def test_the_project_of_the_page_is_built_and_listed(self) -> None:
        project = self.folder / "page"
        project.mkdir()
        script = SOURCE / "scripts" / "code_of_page.py"
        page = SOURCE / "docs" / "hotspots-writing.md"
        for language, file in (("cpp", "mine.cpp"), ("cmake", "CMakeLists.txt")):
            self.call(sys.executable, "-I", script, page, language, project / file, "In a library of your own")
        self.configure(f"-Dgreenbench_DIR={BUILD}", "-DCMAKE_BUILD_TYPE=Release", source=project)
        self.call("cmake", "--build", "build")
        listed = self.call(PROGRAM, "list", "build/libmine.so").stdout
        self.assertIn("cpp: in_vector (baseline), in_set", listed)

    def test_a_build_folder_serves_as_well_and_no_optimisation_is_warned_of(self) -> None:
        said = self.configure(f"-Dgreenbench_DIR={BUILD}")
        self.assertIn(
            "example is compiled without optimisation, so that its numbers would mislead; configure with", said
        )
        self.assertNotIn(
            "Warning", self.configure(f"-Dgreenbench_DIR={BUILD}", "-DCMAKE_CXX_FLAGS=-O2", folder="other")
        )


if __name__ == "__main__":
    unittest.main()
