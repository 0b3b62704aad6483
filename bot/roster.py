"""A roster as staff keep it in Excel: with title rows, merged cells and their own words for the columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from bot.texts import people as texts_people
from knowledge.errors import BandengError
from knowledge.profile import District, Named
from knowledge.roster.members import Role, RosterLine
from knowledge.roster.phones import canonical_number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADER_WITHIN = 20  # rows: a title and a date may stand above it
_COLUMNS = {
    "phone": re.compile(r"手机|移动电话|联系电话|电话|联系方式"),
    "role": re.compile(r"角色|身份|职务"),
    "name": re.compile(r"姓名|名字"),
    "committee": re.compile(r"联络委|联络处|所属乡镇|所属街道|乡镇街道?|街道"),
    "sector": re.compile(r"界别"),
    "unit": re.compile(r"单位"),
}
# Word for word: a job title such as 车间主任 must not open anybody's records.
_ROLES = {
    Role.MEMBER: re.compile(r"(?:区?政协)?(?:委员|常委)|联络委(?:委员|副主任)|member"),
    Role.LIAISON_HEAD: re.compile(r"(?:.*联络委(?:员会)?)?(?:主任|负责人|召集人)|liaison_head"),
    Role.STAFF: re.compile(r"(?:区?政协)?机关(?:工作人员|干部|人员)?|工作人员|管理员|staff"),
    Role.UNIT_CONTACT: re.compile(r"(?:承办)?单位(?:联系人|联络员)|联系人|unit_contact"),
}
_COMMITTEE_AFTER = re.compile(r"(?:政协)?(?:委员)?联络(?:工作)?(?:委员会|委|处|站|组)$")
_COMMITTEE_BEFORE = re.compile(r"^.{0,6}?政协")


class BadRoster(BandengError):
    """No such file, or not an Excel workbook that can be read."""


class NoHeader(BandengError):
    """No row names the columns."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row of the sheet, with the `problem` that keeps it from being taken."""

    place: str  # where it stands, for the person who has to mend it
    name: str
    line: RosterLine | None
    problem: str | None = None


def read_roster(path: Path, district: District) -> list[RosterRow]:
    """Every row below a header in every sheet. Raises BadRoster, NoHeader."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(path, data_only=True)
    except (OSError, InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise BadRoster from error
    sheets = [(sheet, header) for sheet in workbook.worksheets if (header := _find_header(sheet))]
    if not sheets:
        raise NoHeader
    rows = []
    for sheet, (number, columns) in sheets:
        where = f"“{sheet.title}”" if len(sheets) > 1 else ""
        for at, cells in _rows(sheet, number):
            values = {column: _text(cells[index]) for column, index in columns.items()}
            if any(values.values()):
                rows.append(_read(f"{where}第{at}行", values, district))
    return rows


def _find_header(sheet: "Worksheet") -> tuple[int, dict[str, int]] | None:
    """The row that names the columns, and which column is which."""
    for number, cells in _rows(sheet, 0, _HEADER_WITHIN):
        columns: dict[str, int] = {}
        for index, cell in enumerate(cells):
            words = re.sub(r"\s", "", _text(cell))
            column = next((c for c, pattern in _COLUMNS.items() if pattern.search(words)), None)
            if column is not None and len(words) <= 12:
                columns.setdefault(column, index)
        if "name" in columns and "phone" in columns:
            return number, columns
    return None


def _rows(
    sheet: "Worksheet", after: int, until: int | None = None
) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Values row by row; what is merged downwards counts for each of its rows."""
    merged = {
        (row, area.min_col): sheet.cell(area.min_row, area.min_col).value
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
    }
    values = sheet.iter_rows(min_row=after + 1, max_row=until, values_only=True)
    for number, cells in enumerate(values, after + 1):
        yield number, tuple(merged.get((number, column), v) for column, v in enumerate(cells, 1))


def _text(value: object) -> str:
    """A number as Excel keeps it is written without a decimal point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _read(place: str, values: dict[str, str], district: District) -> RosterRow:
    name = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", values["name"])
    number = canonical_number(values["phone"])
    if not name:
        return RosterRow(place, name, None, texts_people.NAME_MISSING)
    if number is None:
        bad = texts_people.NUMBER_BAD if values["phone"] else texts_people.NUMBER_MISSING
        return RosterRow(place, name, None, bad)
    role, committee, unit = (values.get(column, "") for column in ("role", "committee", "unit"))
    line = RosterLine(
        name,
        number,
        read_role(role),
        values.get("sector") or None,
        _committee(committee, district),
        read_unit(unit, district),
    )
    return RosterRow(place, name, line, _problem(line, role, unit))


def _problem(line: RosterLine, role: str, unit: str) -> str | None:
    if role and line.role is None:
        return texts_people.ROLE_UNKNOWN
    if line.role is Role.LIAISON_HEAD and line.liaison_committee is None:
        return texts_people.COMMITTEE_MISSING
    if line.role is Role.UNIT_CONTACT and line.unit is None:
        return texts_people.UNIT_UNKNOWN if unit else texts_people.UNIT_MISSING
    return None


def read_role(text: str) -> Role | None:
    """A role by its Chinese or its English name."""
    return next((role for role, pattern in _ROLES.items() if pattern.fullmatch(text)), None)


def read_unit(text: str, district: District) -> str | None:
    return _canonical(text, district.units)


def _committee(text: str, district: District) -> str | None:
    """The town whose committee it is; a name that the profile does not have stays as it is."""
    words = re.sub(r"\s", "", text)
    short = _COMMITTEE_BEFORE.sub("", _COMMITTEE_AFTER.sub("", words)) or words
    return _canonical(short, district.towns) or short or None


def _canonical(text: str, entries: tuple[Named, ...]) -> str | None:
    return next((entry.name for entry in entries if text in (entry.name, *entry.aliases)), None)
