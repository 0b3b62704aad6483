from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.roster import BadRoster, NoHeader, RosterRow, read_roster
from bot.texts import people as texts_people
from knowledge.profile import read_district
from knowledge.roster.members import Role

DISTRICT = read_district(None)
HEADER = ["姓名", "界别", "联络委", "角色", "手机"]
Read = Callable[..., list[RosterRow]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def written(*rows: list[object], merge: str | None = None) -> list[RosterRow]:
        workbook = Workbook()
        sheet = workbook.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
        workbook.save(tmp_path / "roster.xlsx")
        return read_roster(tmp_path / "roster.xlsx", DISTRICT)

    return written


def test_a_plain_roster_is_read(read: Read) -> None:
    (row,) = read(HEADER, ["甲示例", "教育", "城南街道联络委", "委员", "13800000001"])
    assert row.problem is None
    assert row.line is not None
    assert (row.place, row.line.number, row.line.role) == ("第2行", "8613800000001", Role.MEMBER)
    assert (row.line.sector, row.line.liaison_committee) == ("教育", "城南街道")


@pytest.mark.parametrize(
    "header",
    [
        ["委员姓名", "所属界别", "所属联络委", "身份", "手机号码"],
        ["姓 名", "界 别", "联络委员会", "职务", "联系电话"],
        ["名字", "界别组", "所属乡镇", "角色", "移动电话"],
    ],
)
def test_columns_go_by_other_names_too(read: Read, header: list[object]) -> None:
    (row,) = read(header, ["甲示例", "教育", "城南", "主任", 13800000001])
    assert row.line is not None
    assert (row.line.role, row.line.liaison_committee) == (Role.LIAISON_HEAD, "城南街道")
    assert (row.line.sector, row.line.number) == ("教育", "8613800000001")


def test_columns_may_stand_in_any_order_under_a_title(read: Read) -> None:
    rows = read(
        ["示例区政协委员名册"],
        [],
        ["序号", "手机", "姓名"],
        [1, 13800000001.0, "甲　示例"],
        [None, None, None],
    )
    assert [(row.place, row.name, row.problem) for row in rows] == [("第4行", "甲示例", None)]


def test_a_committee_merged_over_several_rows_is_that_of_each(read: Read) -> None:
    rows = read(
        HEADER,
        ["甲示例", "教育", "柳河镇联络委", "委员", "13800000001"],
        ["乙示例", "教育", None, "委员", "13800000002"],
        merge="C2:C3",
    )
    assert [row.line.liaison_committee for row in rows if row.line] == ["柳河镇", "柳河镇"]


@pytest.mark.parametrize(
    ("committee", "town"),
    [
        ("城南街道政协委员联络委员会", "城南街道"),
        ("示例区政协城南街道联络处", "城南街道"),
        ("城南", "城南街道"),
        ("河西新区联络委", "河西新区"),
        ("", None),
    ],
)
def test_a_committee_goes_by_the_name_of_its_town(read: Read, committee: str, town: str | None) -> None:
    (row,) = read(HEADER, ["甲示例", "教育", committee, "委员", "13800000001"])
    assert row.line is not None
    assert row.line.liaison_committee == town


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ([None, "教育", "城南", "委员", "13800000001"], texts_people.NAME_MISSING),
        (["甲示例", "教育", "城南", "委员", None], texts_people.NUMBER_MISSING),
        (["甲示例", "教育", "城南", "委员", "1380000"], texts_people.NUMBER_BAD),
        (["甲示例", "教育", "城南", "车间主任", "13800000001"], texts_people.ROLE_UNKNOWN),
        (["甲示例", "教育", "城南", "机关食堂主任", "13800000001"], texts_people.ROLE_UNKNOWN),
        (["甲示例", "教育", None, "联络委主任", "13800000001"], texts_people.COMMITTEE_MISSING),
        (["甲示例", "教育", None, "承办单位联系人", "13800000001"], texts_people.UNIT_MISSING),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_next_is_read(
    read: Read, row: list[object], problem: str
) -> None:
    bad, good = read(HEADER, row, ["乙示例", "教育", "城南", "", "13800000002"])
    assert (bad.place, bad.problem) == ("第2行", problem)
    assert (good.place, good.problem) == ("第3行", None)


def test_a_unit_contact_comes_with_the_unit_by_its_full_name(read: Read) -> None:
    header = [*HEADER, "单位"]
    known, unknown = read(
        header,
        ["甲示例", None, None, "联系人", "13800000001", "城管"],
        ["乙示例", None, None, "联系人", "13800000002", "某某公司"],
    )
    assert known.line is not None
    assert known.line.unit == "区城管局"
    assert unknown.problem == texts_people.UNIT_UNKNOWN


def test_every_sheet_with_a_header_is_read(tmp_path: Path) -> None:
    workbook = Workbook()
    for title, number in (("城南", "13800000001"), ("柳河", "13800000002")):
        sheet = workbook.create_sheet(title)
        sheet.append(HEADER)
        sheet.append(["甲示例", "教育", title, "委员", number])
    workbook.save(tmp_path / "roster.xlsx")
    rows = read_roster(tmp_path / "roster.xlsx", DISTRICT)
    assert [row.place for row in rows] == ["“城南”第2行", "“柳河”第2行"]


def test_a_sheet_without_a_header_is_refused(read: Read) -> None:
    with pytest.raises(NoHeader):
        read(["甲示例", "教育", "城南街道联络委", "委员", "13800000001"])


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 not a workbook", "姓名,手机".encode("gbk"), b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadRoster):
        read_roster(path, DISTRICT)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRoster):
        read_roster(tmp_path / "nowhere.xlsx", DISTRICT)
