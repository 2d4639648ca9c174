"""Grades to CSV, Canvas and Moodle: files as those systems write them go in, and what they read comes out."""

import csv
import io
from dataclasses import replace

import pytest

from autograder import export_canvas, export_csv, export_moodle, sheet
from autograder.class_grades import StudentGrade
from autograder.sheet import ExportError

ADA = StudentGrade("ada", "Ada", 'Lovelace, "Countess"', "ada@example.org", "101", 10.5, 1.05, 12.0,
                   {"scale": 4.0, "q_mean": 0.5}, False, "scale: 3 of 4 points")
ZOE = StudentGrade("zoe", "Zoé", "Müller", "zoe@example.org", "", 12.0, 0.0, 12.0, {"scale": 4.0}, True, "")
BO = StudentGrade("bo", "Bo", "Berg", "bo@example.org", "", 7.0, 0.0, 12.0, {"scale": 1.0}, False, "")

CANVAS = '''Student,ID,SIS User ID,SIS Login ID,Section,tiny (7001),Essay (7002),tiny Current Score
"    Points Possible",,,,,12.00,10.00,(read only)
"Lovelace, Ada ""Countess""",101,S1,al,"One, morning",3.00,8.00,25.00
"Müller, Zoé",102,zoe,zm,"Two",,EX,
"Berg, Bo",103,S3,bo,"Two",EX,9.00,
"Student, Test",999,,,"Two",,,
'''
MOODLE = '''Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",\
"Last modified (grade)","Feedback comments"
"Participant 5001","Ada ""Countess"" Lovelace, née Byron",ADA@example.org,"Submitted for grading",,12.00,Yes,-,
"Participant 5002","Zoé Müller",zoe@example.org,"Submitted for grading",3.00,12.00,Yes,\
"Monday, 5 October 2026, 10:00 AM","Well written."
"Participant 5003","Bo Berg",bo@example.org,"Submitted for grading",7.00,12.00,No,-,
"Participant 5004","Cy Clay",cy@example.org,"No submission",,12.00,Yes,-,
'''


def read(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode().removeprefix(sheet.BOM)), delimiter=delimiter))


def test_csv_is_quoted():
    rows = list(csv.DictReader(io.StringIO(export_csv.table([ADA, ZOE]))))
    assert rows[0] == {
        "student": "ada", "last name": 'Lovelace, "Countess"', "first name": "Ada", "email": "ada@example.org",
        "score": "10.5", "late penalty": "1.05", "grade": "9.45", "points": "12", "final": "yes",
        "scale": "4", "q_mean": "0.5",
    }
    assert (rows[1]["last name"], rows[1]["final"], rows[1]["q_mean"]) == ("Müller", "no", "")


def test_canvas_is_filled_by_id():
    filled = export_canvas.fill(CANVAS.encode(), "tiny", [ADA, ZOE])
    before, after = read(CANVAS.encode()), read(filled.data)
    assert after[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "tiny (7001)"]
    assert [row[:5] for row in after] == [row[:5] for row in before]
    assert [row[5] for row in after[1:]] == ["12.00", "9.45", "12.00", "EX", ""]
    assert (filled.count, filled.notes) == (2, ())


def test_canvas_keeps_who_is_excused_and_lists_who_is_unknown():
    filled = export_canvas.fill(CANVAS.encode(), "tiny (7001)", [BO, replace(ADA, student="dan", lms_id="")])
    assert [row[5] for row in read(filled.data)[1:]] == ["12.00", "3.00", "", "EX", ""]
    assert filled.notes == ("dan has no line in the table: 9.45 of 12 points", "bo is excused in Canvas and stays so")


def test_canvas_with_semicolons_and_decimal_commas():
    data = ("\ufeff" + CANVAS.replace(",", ";").replace("12.00", "12,00").replace("\n", "\r\n")).encode()
    filled = export_canvas.fill(data, "tiny", [ADA, ZOE])
    assert [row[5] for row in read(filled.data, ";")[1:]] == ["12,00", "9,45", "12,00", "EX", ""]
    assert filled.data.startswith("\ufeff".encode())
    assert filled.data.count(b"\r\n") == 6


def test_canvas_with_other_points_is_scaled():
    filled = export_canvas.fill(CANVAS.replace("12.00", "100.00").encode(), "tiny", [ADA])
    assert read(filled.data)[2][5] == "78.75"
    assert filled.notes == ("Canvas counts 100 points, we 12: grades were scaled",)


@pytest.mark.parametrize(("data", "title", "words"), [
    (CANVAS, "quiz", "holds 0 assignments 'quiz': name the right one with --column; there is 'tiny', 'Essay'"),
    (CANVAS.replace("Essay", "tiny"), "tiny", "holds 2 assignments 'tiny'"),
    (CANVAS.replace("Section", "Group"), "tiny", "its first line must name Student, ID, Section"),
    (CANVAS.replace("Student,ID", "ID,Student"), "tiny", "its columns must begin with Student and ID"),
    ("", "tiny", "this is not a gradebook exported from Canvas"),
], ids=["no title", "two titles", "no section", "order", "empty"])
def test_another_file_is_not_taken_for_canvas(data, title, words):
    with pytest.raises(ExportError, match=words.replace("(", r"\(")):
        export_canvas.fill(data.encode(), title, [ADA])


def test_moodle_is_filled_in():
    participant = replace(ADA, student="5001", lms_id="", email="")  # as in the names of Moodle's folders
    filled = export_moodle.fill(MOODLE.encode(), [participant, ZOE])
    before, after = read(MOODLE.encode()), read(filled.data)
    others = [0, 1, 2, 3, 5, 6, 7]
    assert [[row[at] for at in others] for row in after] == [[row[at] for at in others] for row in before]
    assert [(row[4], row[8]) for row in after[1:]] == [
        ("9.45", "Autograder: scale: 3 of 4 points"), ("12.00", "Well written."), ("7.00", ""), ("", "")]
    assert (filled.count, filled.notes) == (2, ())


def test_moodle_lists_who_is_locked_or_unknown():
    filled = export_moodle.fill(MOODLE.encode(), [BO, replace(ZOE, student="dan", email="dan@example.org")])
    assert read(filled.data) == read(MOODLE.encode())
    assert filled.notes == ("dan has no line in the table: 12 of 12 points", "bo is locked in Moodle: 7 of 12 points")


def test_moodle_again_replaces_our_own_comment():
    once = export_moodle.fill(MOODLE.encode(), [ADA]).data
    again = export_moodle.fill(once, [replace(ADA, feedback="scale: Every check passed.", penalty=0)]).data
    assert (read(again)[1][4], read(again)[1][8]) == ("10.50", "Autograder: scale: Every check passed.")


def test_moodle_with_semicolons_and_decimal_commas():
    data = MOODLE.replace(",", ";").replace("12.00", "12,00").encode("utf-8")
    assert read(export_moodle.fill(data, [ADA]).data, ";")[1][4] == "9,45"


def test_moodle_above_the_maximum():
    filled = export_moodle.fill(MOODLE.encode(), [replace(ADA, score=13.0, penalty=0.0)])
    assert read(filled.data)[1][4] == "12.00"
    assert filled.notes == ("ada has more than Moodle's maximum: 12 was written for 13",)


def test_two_students_do_not_share_a_line():
    filled = export_moodle.fill(MOODLE.encode(), [ADA, replace(BO, student="al", email="ada@example.org")])
    assert read(filled.data) == read(MOODLE.encode())
    assert filled.notes == ("ada shares a line in the table: 9.45 of 12 points",
                            "al shares a line in the table: 7 of 12 points")


def test_a_student_with_two_lines_gets_none():
    filled = export_moodle.fill(MOODLE.replace("zoe@", "ada@").encode(), [ADA])
    assert filled.notes == ("ada has several lines in the table: 9.45 of 12 points",)
    assert filled.count == 0


def test_another_file_is_not_taken_for_moodle():
    with pytest.raises(ExportError, match="this is not a grading worksheet of Moodle"):
        export_moodle.fill(CANVAS.encode(), [ADA])


@pytest.mark.parametrize("text", [CANVAS, MOODLE], ids=["canvas", "moodle"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_is_written_as_it_was_read(text, encoding):
    data = text.encode(encoding)
    found = sheet.read(data, ["Grade" if text is MOODLE else "Section"], "a table")
    again = sheet.read(found.data(), [], "a table")
    assert (again, found.data().decode(encoding).count('"Countess')) == (found, 1)


def test_no_text_is_refused():
    with pytest.raises(ExportError, match="this is no text file: download it as CSV"):
        sheet.read(b"PK\x03\x04\x81\x8d", ["Grade"], "a table")
