"""greenbench docs: tables of a page renewed from a saved run, and stale ones told."""

import importlib.util
import re
import shutil
import unittest
from pathlib import Path

from program import SMALL, ProgramTest

ROOT = Path(__file__).resolve().parent.parent.parent
RUN = ROOT / "docs" / "evidence" / "hotspots-run"
PAGE = ROOT / "docs" / "hotspots.md"
BEGIN = '<!-- greenbench:table hotspot="strings/build" columns="time" caption="no" -->\n'
END = "<!-- greenbench:end -->\n"


class Docs(ProgramTest):
    def page(self, text: str, name: str = "page.md") -> Path:
        path = self.folder / name
        path.write_bytes(text.encode())
        return path

    def docs(self, *arguments: str | Path):
        return self.run_program("docs", *arguments, "--run", RUN)

    def assert_refused(self, text: str, line: int, *parts: str, name: str = "page.md") -> None:
        path = self.page(text, name)
        for flags in ([], ["--check"]):
            self.assert_one_line_error(self.docs(path, *flags), 2, f"{path}:{line}: ", *parts)
        self.assertEqual(path.read_bytes(), text.encode())


class ThisProjectsPage(Docs):
    def setUp(self) -> None:
        super().setUp()
        self.copy = self.folder / "hotspots.md"
        shutil.copy(PAGE, self.copy)

    def change_one_digit(self) -> tuple[int, str, str]:
        """In the middle of the page; the line's number from 1, and the line before and after."""
        lines = self.copy.read_text(encoding="utf-8").splitlines(keepends=True)
        rows = [i for i, line in enumerate(lines) if re.match(r"\| (python|cpp):.*\d", line)]
        i = rows[len(rows) // 2]
        before = lines[i]
        place = re.search(r"\d", before[before.index("|", 2) :]).start() + before.index("|", 2)
        lines[i] = before[:place] + str((int(before[place]) + 1) % 10) + before[place + 1 :]
        self.copy.write_text("".join(lines), encoding="utf-8")
        return i + 1, before.rstrip("\n"), lines[i].rstrip("\n")

    def test_it_is_what_its_run_says(self) -> None:
        result = self.docs(self.copy, "--check")
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_a_digit_changed_by_hand_is_found_and_put_right(self) -> None:
        line, right, wrong = self.change_one_digit()
        stale = self.copy.read_bytes()
        check = self.docs(self.copy, "--check")
        self.assertEqual(check.returncode, 1, check.stderr)
        self.assertIn(f"{self.copy}:{line}: stale: ", check.stderr)
        self.assertIn(f"\n  old: {wrong}\n  new: {right}\n", check.stderr)
        self.assertIn("greenbench: 1 table is stale", check.stderr)
        self.assertEqual(self.copy.read_bytes(), stale, "a check writes nothing")
        result = self.docs(self.copy)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("hotspots.md: 1 of ", result.stdout)
        self.assertEqual(self.copy.read_bytes(), PAGE.read_bytes())

    def test_a_page_that_is_right_is_not_touched(self) -> None:
        before = self.copy.stat()
        result = self.docs(self.copy)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
        after = self.copy.stat()
        self.assertEqual((before.st_mtime_ns, before.st_ino), (after.st_mtime_ns, after.st_ino))


class Files(Docs):
    def test_every_other_byte_stays(self) -> None:
        before = b"\xef\xbb\xbf# Title \r\n\r\n```markdown\r\n" + (BEGIN + END).encode() + b"```\r\n\xff\x00\n"
        path = self.folder / "page.md"
        path.write_bytes(before + BEGIN.encode().replace(b"\n", b"\r\n") + b"old\n" + END.strip().encode())
        self.assertEqual(self.docs(path).returncode, 0)
        after = path.read_bytes()
        self.assertTrue(after.startswith(before))
        self.assertTrue(after.endswith(END.strip().encode()))
        table = after[len(before) + len(BEGIN) + 1 : -len(END.strip())]
        self.assertIn(b"| python:concat ", table)
        self.assertEqual(table.count(b"\n"), table.count(b"\r\n"))

    def test_links_are_followed_and_permissions_kept(self) -> None:
        real = self.page(BEGIN + END, "real.md")
        real.chmod(0o640)
        link = self.folder / "link.md"
        link.symlink_to("real.md")
        self.assertEqual(self.docs(link).returncode, 0)
        self.assertTrue(link.is_symlink())
        self.assertIn("python:concat", real.read_text(encoding="utf-8"))
        self.assertEqual(real.stat().st_mode & 0o777, 0o640)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["link.md", "real.md"])

    def test_one_bad_page_leaves_all_of_them_alone(self) -> None:
        good = self.page(BEGIN + END, "good.md")
        bad = self.page(BEGIN, "bad.md")
        self.assertEqual(self.docs(good, bad).returncode, 2)
        self.assertEqual(good.read_text(encoding="utf-8"), BEGIN + END)

    def test_a_hotspot_comes_from_the_first_run_that_has_it(self) -> None:
        arguments = [*SMALL, "--quick", "--hotspot", "strings/csv_export", "--size", "100", "--source", "estimate"]
        self.assertEqual(self.run_program("run", *arguments, "--out", "small").returncode, 0)
        marker = '<!-- greenbench:table hotspot="strings/[bc]*" columns="time" -->\n'
        path = self.page(marker + END)
        self.assertEqual(self.run_program("docs", path, "--run", "small", "--run", RUN).returncode, 0)
        text = path.read_text(encoding="utf-8")
        self.assertIn("**strings/csv_export**, n = 100 (PREVIEW)\n", text)
        self.assertIn("\n\nPREVIEW: ", text)
        self.assertIn("**strings/build**, n = ", text)
        self.assertEqual(text.count("**strings/csv_export**"), 1)


class Refusals(Docs):
    def test_markers_that_do_not_match(self) -> None:
        self.assert_refused("\n" + BEGIN, 2, "has no greenbench:end")
        self.assert_refused(END, 1, "greenbench:end without")
        self.assert_refused(BEGIN + BEGIN + END + END, 2, "inside the one of line 1")

    def test_attributes_that_mean_nothing(self) -> None:
        for attributes, part in [
            ('columns="time"', "the attribute hotspot is missing"),
            ('hotspot="strings/build" colums="time"', "did you mean columns?"),
            ('hotspot="strings/build" columns="tiem"', "did you mean time?"),
            ('hotspot="strings/biuld"', "did you mean strings/build?"),
            ('hotspot="strings/build" language="pyhton"', "did you mean python?"),
        ]:
            self.assert_refused(f"\n<!-- greenbench:table {attributes} -->\n{END}", 2, part)
            self.assert_refused(f"\n.. greenbench:table {attributes}\n.. greenbench:end\n", 2, part, name="page.rst")

    def test_files_that_have_no_tables(self) -> None:
        self.assert_one_line_error(self.docs(self.page("# Title\n")), 2, "page.md: there is no <!-- greenbench:table")
        self.assert_one_line_error(self.docs("missing.md"), 2, "missing.md: cannot read it: No such file")
        self.assert_one_line_error(self.docs(self.page(BEGIN + END, "page.txt")), 2, "page.txt", ".md, .markdown and")
        page = self.page(BEGIN + END)
        self.assert_one_line_error(self.run_program("docs", page, "--run", "missing"), 2, "missing: cannot read it")


@unittest.skipUnless(importlib.util.find_spec("docutils"), "not available: needs docutils")
class ReStructuredText(Docs):
    def test_docutils_reads_the_tables(self) -> None:
        import docutils.core
        import docutils.nodes

        page = 'Title\n=====\n\n.. greenbench:table hotspot="strings/*"\n.. greenbench:end\n\n.. note::\n\n'
        page += '   .. greenbench:table hotspot="control/aa" columns="energy,split,cpu-time,major-faults"\n'
        page += "   .. greenbench:end\n\nText after it.\n"
        path = self.page(page, "page.rst")
        self.assertEqual(self.docs(path).returncode, 0)
        self.assertEqual(self.docs(path, "--check").returncode, 0)
        # halt_level 2: a warning is an exception.
        document = docutils.core.publish_doctree(
            path.read_text(encoding="utf-8"), settings_overrides={"halt_level": 2, "report_level": 2}
        )
        tables = list(document.findall(docutils.nodes.table))
        self.assertEqual(len(tables), 4)
        titles = [table.next_node(docutils.nodes.title).astext() for table in tables]
        self.assertEqual([title.split(",")[0] for title in titles[:1] + titles[3:]], ["strings/build", "control/aa"])
        rows = list(tables[0].findall(docutils.nodes.row))
        self.assertEqual(rows[1].next_node(docutils.nodes.entry).astext(), "python:concat")
        note = document.next_node(docutils.nodes.note)
        self.assertEqual(len(list(note.findall(docutils.nodes.table))), 1)
        self.assertEqual(document.children[-1].astext(), "Text after it.")


if __name__ == "__main__":
    unittest.main()
