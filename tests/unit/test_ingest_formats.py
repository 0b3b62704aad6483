import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.intake import read_all
from ingest.pipeline import found, read_file
from ingest.reading import Brief, Reading
from ingest.refusals import Refusal
from ingest.workers import Workers
from knowledge.model import Kind
from knowledge.profile import read_district
from tests import papers

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed: .doc and .wps untested"
)


def _outcome(tmp_path: Path, name: str, data: bytes) -> Reading | Refusal:
    path = tmp_path / f"received{Path(name).suffix}"
    path.write_bytes(data)
    ((_, outcome),) = read_file(path, name, read_district(None), now=NOW)
    return outcome


def _read(tmp_path: Path, name: str, data: bytes) -> Reading:
    outcome = _outcome(tmp_path, name, data)
    assert isinstance(outcome, Reading), outcome
    return outcome


def _text(reading: Reading) -> str:
    return "\n".join(section.text for section in reading.sections)


def test_numbers_that_word_counts_by_itself_become_articles(tmp_path: Path) -> None:
    data = papers.word("示例区停车办法", numbered=("为了规范停车，制定本办法。", "停车按次收费。"))
    reading = _read(tmp_path, "停车办法.docx", data)
    assert {s.locator: s.text for s in reading.sections if s.locator} == {
        "第一条": "为了规范停车，制定本办法。",
        "第二条": "停车按次收费。",
    }


def test_bold_lines_beside_each_other_stay_apart(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for text in ("示例市养犬管理条例", "第一章 总则"):
        document.add_paragraph().add_run(text).bold = True
    for text in ("第一条 为了规范养犬，制定本条例。", "第二条 养犬应当登记。"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "made.docx"))
    reading = _read(tmp_path, "文件.docx", (tmp_path / "made.docx").read_bytes())
    assert reading.document.title == "示例市养犬管理条例"
    assert [s.heading for s in reading.sections if s.locator] == ["第一章 总则"] * 2


def test_a_table_in_a_word_file_keeps_its_header(tmp_path: Path) -> None:
    rows = [["事项", "责任单位", "时限"], ["划线", "交警大队", "3月底前"]]
    reading = _read(tmp_path, "清单.docx", papers.word("停车协商会成果清单", table=rows))
    assert "| 事项 | 责任单位 | 时限 |\n| --- | --- | --- |\n| 划线 | 交警大队 | 3月底前 |" in _text(reading)


@pytest.mark.parametrize("where", ["header", "watermark"])
@pytest.mark.parametrize(
    ("mark", "refusal"), [("机密★1年", Refusal.CLASSIFIED), ("内部资料", Refusal.INTERNAL)]
)
def test_marks_outside_the_body_of_a_word_file_are_seen(
    tmp_path: Path, where: str, mark: str, refusal: Refusal
) -> None:
    data = papers.word("关于某事的通知", header=mark if where == "header" else "", watermark=mark)
    assert _outcome(tmp_path, "通知.docx", data) is refusal


LONG = "为了规范停车位的设置、使用和管理，缓解停车难，维护道路交通秩序，根据有关法律、法规，"


def test_lines_of_a_pdf_become_paragraphs_and_pages_are_cited(tmp_path: Path) -> None:
    first = ["示例区停车协商会纪要", " " + LONG[:34], LONG[34:] + "议定以下事项。", " 一、划线。", "- 1 -"]
    second = [
        " " + "二、交警大队负责划线，区城管局负责清理占道物品，街道负责告知沿街",
        "商户，月底前完成。",
        "- 2 -",
    ]
    third = [" 三、供电公司月底前迁移电杆，不影响居民用电，费用由供电公司承担。", "- 3 -"]
    numerals = "甲乙丙"
    filled = [
        [*page[:-1], *(f" {numeral}{row}．{'补充的内容。' * 4}" for row in range(10)), page[-1]]
        for numeral, page in zip(numerals, (first, second, third), strict=True)
    ]
    reading = _read(tmp_path, "纪要.pdf", papers.pdf(*filled))
    text = _text(reading)
    assert LONG + "议定以下事项。" in text
    assert "街道负责告知沿街商户，月底前完成。" in text
    assert "- 2 -" not in text
    places = {s.locator for s in reading.sections if "供电公司" in s.text}
    assert places == {"三、（第3页）"}


def test_a_drawn_table_in_a_pdf_is_read_as_a_table(tmp_path: Path) -> None:
    data = papers.pdf(
        ["停车协商会成果清单"], ruled=[["事项", "责任单位", "时限"], ["划线", "交警大队", "3月底前"]]
    )
    assert "| 划线 | 交警大队 | 3月底前 |" in _text(_read(tmp_path, "清单.pdf", data))


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb2312"])
def test_a_saved_web_page_is_read_without_its_frame(tmp_path: Path, charset: str) -> None:
    reading = _read(tmp_path, "页面.html", papers.web(charset))
    document = reading.document
    assert document.title == "示例区人民政府关于印发停车办法的通知"
    assert (document.doc_number, document.issuer) == ("示政发〔2024〕3号", "示例区人民政府")
    assert document.issued_on == date(2024, 3, 5)
    assert not any(word in _text(reading) for word in ("脚本", "当前位置", "技术支持", "门户网站"))


def test_an_mhtml_file_says_the_same_as_the_page(tmp_path: Path) -> None:
    saved = _read(tmp_path, "页面.mhtml", papers.web_archive())
    assert saved.document.id == _read(tmp_path, "页面.html", papers.web("utf-8")).document.id


def test_a_sheet_with_a_title_keeps_its_header_and_plain_dates(tmp_path: Path) -> None:
    data = papers.sheet(
        ["事项", "责任单位", "时限"], ["划线", "交警大队", date(2026, 12, 31)], title="停车协商会成果清单"
    )
    reading = _read(tmp_path, "清单.xlsx", data)
    assert "停车协商会成果清单\n| 事项 | 责任单位 | 时限 |" in _text(reading)
    assert "| 划线 | 交警大队 | 2026-12-31 |" in _text(reading)


def test_an_entry_of_a_zip_has_its_chinese_name(tmp_path: Path) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("aaaa/bbbb.txt", "停车协商会纪要\n时间：2024年3月5日")
    path = tmp_path / "a.zip"
    path.write_bytes(target.getvalue().replace(b"aaaa/bbbb.txt", "会议/纪要.txt".encode("gbk")))
    ((source, outcome),) = read_file(path, "资料.zip", read_district(None), now=NOW)
    assert source == "资料.zip/会议/纪要.txt"
    assert isinstance(outcome, Reading)
    assert outcome.document.kind is Kind.RECORD


def test_without_libreoffice_old_files_are_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.office._program", lambda: None)
    monkeypatch.setattr("ingest.intake.recognise", _as_doc)
    assert _outcome(tmp_path, "旧.txt", "正文".encode()) is Refusal.NO_LIBREOFFICE
    assert "LibreOffice" in Refusal.NO_LIBREOFFICE


def _as_doc(_: Path) -> object:
    from ingest.formats import Format

    return Format.DOC


ARTICLES = ("为了规范停车，制定本办法。", "停车按次收费。")
SLIDES = (["停车管理办法宣讲", "一、收费标准由区发改局公布。"], ["二、违停由交警大队处理。"])


@pytest.fixture(scope="module")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """What files in old formats and those that they were made of say, by suffix.

    All are read in one go: LibreOffice takes seconds to start.
    """
    made, folder = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("old")
    numbered = [f"第{n}条 {text}" for n, text in zip("一二", ARTICLES, strict=True)]
    for suffix, source, data in (
        ("doc", "docx", papers.word("示例区停车办法", numbered=ARTICLES)),
        ("odt", "docx", papers.word("示例区停车办法", numbered=ARTICLES)),
        ("rtf", "docx", papers.word("示例区停车办法", *numbered)),  # LibreOffice loses counted numbers here
        ("ppt", "pptx", papers.slides(*SLIDES)),
        ("xls", "xlsx", papers.sheet(
            ["事项", "责任单位", "时限"], ["划线", "交警大队", "2026年12月31日前"], title="成果清单"
        )),
    ):  # fmt: skip
        path = made / f"{suffix}.{source}"
        path.write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation={(made / 'profile').as_uri()}"]
        subprocess.run(
            [*command, "--convert-to", suffix, "--outdir", str(folder), str(path)],
            check=True,
            capture_output=True,
        )
        shutil.copy(path, folder)
    for suffix, wps in (("doc", "wps"), ("ppt", "dps"), ("xls", "et")):
        shutil.copy(folder / f"{suffix}.{suffix}", folder / f"{suffix}.{wps}")
    with Workers(1) as workers:
        outcomes = read_all(found([folder]), Brief("", read_district(None), NOW), workers, lambda _: None)
        return {source: reading for source, reading in outcomes if isinstance(reading, Reading)}


@needs_office
@pytest.mark.parametrize("name", ["doc.doc", "doc.wps", "rtf.rtf", "odt.odt"])
def test_old_office_files_say_the_same_as_the_new_one(old_files: dict[str, Reading], name: str) -> None:
    original = old_files[f"{Path(name).stem}.docx"]
    assert old_files[name].document.id == original.document.id
    assert ["".join(s.text.split()) for s in original.sections][-1].endswith(ARTICLES[-1])


def test_the_words_of_slides_are_read_in_their_order(tmp_path: Path) -> None:
    text = _text(_read(tmp_path, "宣讲.pptx", papers.slides(*SLIDES)))
    assert [text.index(line) for page in SLIDES for line in page] == sorted(
        text.index(line) for page in SLIDES for line in page
    )


@needs_office
@pytest.mark.parametrize("name", ["ppt.ppt", "ppt.dps"])
def test_old_slides_say_the_same_as_the_new_ones(old_files: dict[str, Reading], name: str) -> None:
    assert all(line in _text(old_files[name]) for page in SLIDES for line in page)


@needs_office
@pytest.mark.parametrize("name", ["xls.xls", "xls.et"])
def test_old_sheets_say_the_same_as_the_new_ones(old_files: dict[str, Reading], name: str) -> None:
    assert "| 划线 | 交警大队 | 2026年12月31日前 |" in _text(old_files[name])


FONTS = [
    path
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts")
    for pattern in (
        "**/wqy-zenhei.ttc",
        "**/NotoSansCJK*.ttc",
        "**/gbsn00lp.ttf",
        "**/PingFang.ttc",
        "**/uming.ttc",
    )
    for path in Path(folder).glob(pattern)
]
needs_font = pytest.mark.skipif(not FONTS, reason="no Chinese font is installed: photographed pages untested")
PAGE = ["停车协商会纪要", "时间：2024年3月5日", "交警大队承诺3月底前重新划线。", "区城管局负责清理占道物品。"]


def _photo(turned: int, *lines: str) -> bytes:
    """A page as a phone takes it: with a shadow over one side, and turned."""
    page = Image.new("L", (1000, 1300), 250)
    font = ImageFont.truetype(str(FONTS[0]), 40)
    for row, line in enumerate(lines):
        ImageDraw.Draw(page).text((80, 120 + 90 * row), line, font=font, fill=20)
    shadow = (
        Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda value: 90 + value * 165 // 255)
    )
    dark = Image.composite(page, Image.new("L", page.size, 0), shadow)
    target = BytesIO()
    dark.rotate(turned + 1.5, expand=True, fillcolor=40).save(target, "JPEG", quality=75)
    return target.getvalue()


@needs_font
@pytest.mark.parametrize("turned", [90, 180])
def test_a_photographed_page_is_read_whichever_way_it_lies(tmp_path: Path, turned: int) -> None:
    reading = _read(tmp_path, "照片.jpg", _photo(turned, *PAGE))
    assert _text(reading).splitlines() == PAGE
    assert reading.document.kind is Kind.RECORD


@needs_font
def test_a_photographed_mark_of_secrecy_is_seen(tmp_path: Path) -> None:
    assert _outcome(tmp_path, "照片.jpg", _photo(0, "机密★1年", *PAGE)) is Refusal.CLASSIFIED


@needs_font
def test_a_scanned_pdf_is_read(tmp_path: Path) -> None:
    target = BytesIO()
    Image.open(BytesIO(_photo(0, *PAGE))).save(target, "PDF", resolution=110)
    assert "交警大队承诺3月底前重新划线。" in _text(_read(tmp_path, "扫描.pdf", target.getvalue()))
