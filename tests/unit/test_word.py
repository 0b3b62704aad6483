"""Word files opened again: margins, fonts, headings, page numbers, the label and the mark."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from bot.word import WordSection, WordText, write_word
from bot.word_mark import LABEL

TEXT = WordText(
    "关于飞线充电的建议",
    (
        WordSection("一、情况", ("（一）基本情况", "小区只有一处充电棚。", "1. 车棚不够。\x00\ud800")),
        WordSection("二、分工", (), (("事项", "责任单位", "时限"), ("建棚", "区住建局", "2026年6月30日前"))),
    ),
    foot=("提案者：＿＿＿", "2026年11月22日"),
    annex=("《示例市充电办法》第三条：“应当建棚。”",),
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return write_word(TEXT, tmp_path / "papers" / "x.docx")


def _font(document: object, text: str) -> tuple[str | None, float]:
    (run,) = (r for p in document.paragraphs for r in p.runs if r.text.startswith(text))  # type: ignore[attr-defined]
    return run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_the_page_is_that_of_the_national_layout(written: Path) -> None:
    section = docx.Document(str(written)).sections[0]
    size = (section.page_width.mm, section.page_height.mm, section.top_margin.mm, section.left_margin.mm)
    assert [round(value) for value in size] == [210, 297, 37, 28]
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156
    assert round(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm) == 225
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) * 22 / 20 == pytest.approx(225 / 25.4 * 72, abs=2)


def test_a_line_holds_twenty_eight_characters(written: Path) -> None:
    runs = [r for p in docx.Document(str(written)).paragraphs for r in p.runs if r.text.startswith("小区")]
    pitch = 16 + int(runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    width = 156 / 25.4 * 72
    assert pitch * 28 <= width < pitch * 29


def test_title_headings_and_body_have_their_fonts(written: Path) -> None:
    document = docx.Document(str(written))
    assert _font(document, "关于飞线充电") == ("方正小标宋简体", 22)
    assert _font(document, "一、情况") == ("黑体", 16)
    assert _font(document, "（一）基本情况") == ("楷体_GB2312", 16)
    assert _font(document, "小区只有一处") == ("仿宋_GB2312", 16)
    assert _font(document, "1. 车棚不够。") == ("仿宋_GB2312", 16)
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == ["一、情况", "二、分工"]


def test_fonts_that_are_missing_have_fallbacks(written: Path) -> None:
    with zipfile.ZipFile(written) as file:
        table = file.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,' in table


def test_pages_are_numbered_outside(written: Path) -> None:
    document = docx.Document(str(written))
    assert document.settings.odd_and_even_pages_header_footer
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        assert footer.paragraphs[0]._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert "".join(t.text for t in footer.paragraphs[0]._p.iter(qn("w:t"))) == "— 1 —"


def test_the_file_says_in_sight_and_in_its_metadata_that_a_machine_helped(written: Path) -> None:
    document = docx.Document(str(written))
    assert document.paragraphs[0].text == LABEL
    assert document.core_properties.comments == LABEL
    with zipfile.ZipFile(written) as file:
        assert 'name="AIGC"' in file.read("docProps/custom.xml").decode()


def test_duties_are_a_table_and_evidence_an_annex(written: Path) -> None:
    document = docx.Document(str(written))
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["建棚", "区住建局", "2026年6月30日前"]
    texts = [p.text for p in document.paragraphs]
    assert texts[texts.index("依据清单") + 1] == "1. 《示例市充电办法》第三条：“应当建棚。”"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_opens_in_libreoffice_and_keeps_its_pages(written: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    profile = f"-env:UserInstallation=file://{written.parent}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(written.parent),
        str(written),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = pdfium.PdfDocument(str(written.with_suffix(".pdf")))
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert len(texts) == 2
    assert "飞线充电" in texts[0]
    assert "依据清单" in texts[1]
    width, height = pdf[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    pdf.close()
