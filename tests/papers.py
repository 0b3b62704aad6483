"""Small files in many formats, made without any office program."""

import io
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import docx
from docx.oxml import parse_xml
from openpyxl import Workbook

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    b"/DescendantFonts [4 0 R] >>"
)
_CHARACTERS = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
)
_MEASURES = (
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] "
    b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
)
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def pdf(*pages: list[str], ruled: list[list[str]] | None = None) -> bytes:
    """A PDF with Chinese lines, 17 pt from each other, set in a font that every reader knows by name.

    A line that starts with a space is indented. `ruled` is a table drawn at the foot of the last page.
    """
    contents = [b"".join(_text(line, 72, 780 - 17 * row) for row, line in enumerate(page)) for page in pages]
    if ruled:
        contents[-1] += _table(ruled)
    objects = [b"", b""]
    objects += [_FONT, _CHARACTERS, _MEASURES]
    kids = []
    for content in contents:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


def _text(line: str, x: float, y: float) -> bytes:
    bare = line.lstrip(" ")
    x += 12 * 2 * (bare != line)
    return b"BT /F 12 Tf %.1f %.1f Td <%s> Tj ET\n" % (x, y, bare.encode("utf-16-be").hex().encode())


def _table(rows: list[list[str]]) -> bytes:
    wide, high, top = 150, 24, 400
    out = b""
    for r in range(len(rows) + 1):
        out += b"72 %d m %d %d l S\n" % (top - r * high, 72 + wide * len(rows[0]), top - r * high)
    for c in range(len(rows[0]) + 1):
        out += b"%d %d m %d %d l S\n" % (72 + c * wide, top, 72 + c * wide, top - high * len(rows))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            out += _text(cell, 76 + c * wide, top - r * high - 17)
    return out


def _file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def word(
    *paragraphs: str, numbered: tuple[str, ...] = (), table: list[list[str]] | None = None, header: str = "",
    watermark: str = "",
) -> bytes:  # fmt: skip
    """A Word file; the `numbered` paragraphs get 第一条, 第二条 … by Word's own numbering, from a style."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if numbered:
        _number_style(document)
    for text in numbered:
        document.add_paragraph(text, style="Normal (Web)")
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for r, row in enumerate(table):
            for c, cell in enumerate(row):
                grid.cell(r, c).text = cell
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if watermark:
        shape = f'<w:r {_W} {_V}><w:pict><v:shape><v:textpath string="{watermark}"/></v:shape></w:pict></w:r>'
        document.sections[0].header.paragraphs[0]._p.append(parse_xml(shape))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _number_style(document: "docx.document.Document") -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:lvlText w:val="第%1条"/></w:lvl>'
    )
    numbering = document.part.numbering_part._element
    numbering.insert(0, parse_xml(f'<w:abstractNum {_W} w:abstractNumId="77">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {_W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    style = document.styles.add_style("Normal (Web)", 1)
    numbers = f'<w:numPr {_W}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    style.element.get_or_add_pPr().append(parse_xml(numbers))


def sheet(*rows: list[object], title: str = "") -> bytes:
    """A workbook of one sheet, with a title over all columns if one is given."""
    book = Workbook()
    page = book.active
    assert page is not None
    if title:
        page.append([title])
        page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows[0]))
    for row in rows:
        page.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


WEB = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>示例区人民政府门户网站</title><script>var 脚本 = 1;</script></head><body>
<div><a href="/">首页</a> | <a href="/gk">信息公开</a></div><div>当前位置：首页 &gt; 政府文件</div>
<table><tr><td>索引号：</td><td>001008003</td><td>发文字号：</td><td>示政发〔2024〕3号</td></tr>
<tr><td>发布机构：</td><td>示例区人民政府</td><td>成文日期：</td><td>2024-03-05</td></tr></table>
<h1>示例区人民政府关于印发停车办法的通知</h1><p>　　各镇人民政府：</p><p>　　现将《停车办法》印发给你们。</p>
<p>第一条&nbsp;为了规范停车，制定本办法。</p><p>第二条　<span>自公布</span><span>之日起施行。</span></p>
<p>技术支持：某公司</p></body></html>"""


def web(charset: str) -> bytes:
    return WEB.format(charset=charset).encode("gb18030" if charset == "gb2312" else charset)


def web_archive() -> bytes:
    message = MIMEMultipart("related")
    message.attach(MIMEText(WEB.format(charset="gbk"), "html", "gbk"))
    return message.as_bytes()


_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_XML = "application/vnd.openxmlformats-officedocument.presentationml"


def slides(*pages: list[str]) -> bytes:
    """A PowerPoint file; the first line of a page is its title."""
    names = [f"slide{number}.xml" for number in range(1, len(pages) + 1)]
    parts = {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": _relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation {_P} xmlns:r="{_R}"><p:sldIdLst>'
        + "".join(f'<p:sldId id="{256 + n}" r:id="rId{n + 1}"/>' for n in range(len(names)))
        + '</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": _relations(*(("slide", f"slides/{name}") for name in names)),
        **{f"ppt/slides/{name}": _slide(page) for name, page in zip(names, pages, strict=True)},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return target.getvalue()


def _content_types(names: list[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/ppt/slides/{name}" ContentType="{_OFFICE_XML}.slide+xml"/>' for name in names
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/ppt/presentation.xml" ContentType="{_OFFICE_XML}.presentation.main+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'


def _slide(lines: list[str]) -> str:
    shapes = "".join(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{n + 2}" name="框{n}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="500000" y="{500000 + 700000 * n}"/>'
        '<a:ext cx="8000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{line}</a:t></a:r></a:p></p:txBody></p:sp>"
        for n, line in enumerate(lines)
    )
    return (
        f'<p:sld {_P} {_A}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld></p:sld>"
    )
