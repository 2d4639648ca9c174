"""formgrader in a real browser, on a Jupyter server with nbgrader's extensions and the course's settings."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.course import Assignment
from autograder.tests import nbgrading
from autograder.tests.nbgrading import IN_PLACE, LATE, RIGHT

PATIENCE_S = 240  # a loaded machine takes long to import torch into a server
SHOTS = os.environ.get("FORMGRADER_SHOTS")  # a folder for screenshots
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (pip install playwright)")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)")


@dataclass(frozen=True)
class Site:
    """The pages of formgrader, in a browser."""

    page: "playwright.Page"
    address: str
    course: Assignment

    def open(self, place: str) -> "playwright.Page":
        self.page.goto(f"{self.address}/formgrader/{place}")
        return self.page

    def row(self, text: str) -> "playwright.Locator":
        """The line of a table that holds this text in a cell."""
        found = self.page.locator("tbody tr", has=self.page.get_by_text(text, exact=True))
        found.first.wait_for()
        return found.first

    def shoot(self, name: str, clip: "playwright.Locator | None" = None) -> None:
        if SHOTS:
            (clip or self.page).screenshot(path=Path(SHOTS) / f"{name}.png")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two students handed in; `grade` has graded ada, and nobody bo."""
    course = nbgrading.make_course(tmp_path_factory.mktemp("formgrader") / "course")
    nbgrading.hand_in(course, "ada", RIGHT | IN_PLACE, LATE)
    subprocess.run([sys.executable, "-m", "autograder", "grade", "tiny"], cwd=course.root, check=True,
                   stdout=subprocess.DEVNULL)
    nbgrading.hand_in(course, "bo", {"scale": RIGHT["scale"], "q_mean": 'q_mean = "a"', "w_why": "No idea."})
    with served(course) as address, playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.set_default_timeout(PATIENCE_S * 1000)
        yield Site(page, address, course)
        browser.close()


@contextmanager
def served(course: Assignment) -> Iterator[str]:
    """A Jupyter server in the course's folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = course.root.parent / "home"
    home.mkdir()
    options = {"ip": "127.0.0.1", "port": port, "port_retries": 0, "root_dir": course.root, "allow_root": True,
               "open_browser": False}
    command = [sys.executable, "-m", "jupyter", "server", "--IdentityProvider.token=",
               *(f"--ServerApp.{name}={value}" for name, value in options.items())]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=course.root, env=nbgrading.environment(home), stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        await_answer(f"{address}/api", server, home / "log")
        yield address
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def await_answer(url: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text())


def test_the_assignment_list_shows_our_scores(site):
    site.open("gradebook")
    row = site.row("tiny").inner_text().split()
    site.shoot("gradebook")
    assert row[-4:] == ["2", "12", "/", "14"]  # two handed in, and the average of those graded


def test_a_student_s_page_shows_our_feedback(site):
    site.open("gradebook/tiny/tiny")
    site.page.get_by_text("Submission #1").first.click()
    site.page.get_by_text("What we recognised:").first.wait_for()
    text = site.page.locator("body").inner_text()
    assert "You multiply x in place" in text
    assert "It is the balance." in text
    shown = playwright.expect(site.page.locator("#check_scale.score"))  # formgrader asks for it after the page
    shown.to_have_attribute("placeholder", "3", timeout=PATIENCE_S * 1000)
    told = playwright.expect(site.page.locator("#scale-comment"))
    told.to_have_attribute("placeholder", re.compile("3 of 4 points"), timeout=PATIENCE_S * 1000)
    site.page.locator(".nbgrader_cell").first.scroll_into_view_if_needed()
    site.page.mouse.wheel(0, 350)
    site.shoot("submission")


def test_a_person_marks_the_written_answer_by_its_rubric(site):
    page = site.page
    text = page.locator("body").inner_text()
    assert "Mark scheme: 4 points for the word origin." in text
    page.locator("#w_why").scroll_into_view_if_needed()
    for field, value, kind in (("#w_why.score", "3.5", "grade"), ("#w_why-comment", "Which line?", "comment")):
        page.locator(field).fill(value)
        with page.expect_response(re.compile(f"/api/{kind}/")) as answered:
            page.locator(field).blur()
        assert answered.value.request.method == "PUT"
    site.shoot("written")
    with gradebook(site.course) as book:
        grade = book.find_grade("w_why", "tiny", "tiny", "ada")
        assert (grade.manual_score, grade.needs_manual_grade) == (3.5, False)
        assert book.find_comment("w_why", "tiny", "tiny", "ada").manual_comment == "Which line?"


def test_the_button_grades_one_student_with_our_engine(site):
    site.open("manage_submissions/tiny")
    row = site.row("bo")
    assert "needs autograding" in row.inner_text()
    row.locator(".glyphicon-flash").click()
    site.page.get_by_text("Successfully autograded").first.wait_for()
    site.shoot("autograded")
    site.open("manage_submissions/tiny")
    assert "4 / 14" in site.row("bo").inner_text()
    with gradebook(site.course) as book:
        found = book.find_submission_notebook("tiny", "tiny", "bo")
        assert {grade.name: grade.auto_score for grade in found.grades} == {
            "check_scale": 4.0, "check_centre": 0.0, "check_draw": 0.0, "check_q_mean": 0.0, "w_why": None}


def test_the_feedback_page(site):
    site.open("manage_submissions/tiny")
    site.row("ada").locator(".glyphicon-comment").click()
    site.page.get_by_text("Successfully generated feedback").first.wait_for()
    site.page.goto((site.course.root / "feedback" / "ada" / "tiny" / "tiny.html").as_uri())
    site.page.get_by_text("What we recognised:").first.wait_for()
    text = site.page.locator("body").inner_text()
    site.shoot("feedback")
    assert "Which line?" in text
    assert "Score: 13.95 / 14.0" in text  # 12 by us, 3.5 by a person, 10 % off
    assert "Mark scheme" not in text


def gradebook(course: Assignment) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "tiny_course")
