"""A folder of files that must not bring the program down, with good ones between them."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.refusals import Refusal

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_OPEN_XML = "http://schemas.openxmlformats.org"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_OPEN_XML}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'
).encode()
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_OPEN_XML}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_OPEN_XML}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
).encode()
_W = f'xmlns:w="{_OPEN_XML}/wordprocessingml/2006/main"'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = "示例区第{}号便民措施\n各街道：\n一、居民办事不用来回跑，窗口当场答复。\n二、答复要有时间和联系人。\n"


def paragraphs(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def docx(body: str | bytes, parts: dict[str, bytes] | None = None) -> bytes:
    """A minimal Word file; `parts` are more entries of the archive."""
    if isinstance(body, str):
        body = f"{_HEAD}<w:document {_W}><w:body>{body}</w:body></w:document>".encode()
    entries = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": body}
    return zipped(entries | (parts or {}))


def zipped(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


def pdf(pages: int, *, text: str = "", loop: bool = False) -> bytes:
    """A PDF with that many pages, all of one content; with `loop` the tree of pages contains itself."""
    content = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages)) if not loop else "2 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources %s >>" % font
    objects += [page] * pages
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def png(width: int, height: int) -> bytes:
    """A white picture of that size in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _locked_zip() -> bytes:
    """An archive whose entry says that it has a password."""
    data = bytearray(zipped({"通知.txt": "正文".encode()}))
    data[6] |= 1  # the flags of the entry
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and of the directory
    return bytes(data)


def _lying_zip() -> bytes:
    """An entry that unpacks to far more than its directory says."""
    data = bytearray(zipped({"大.txt": b"0" * 30_000_000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 1000)
    return bytes(data)


def _entities(deep: int) -> bytes:
    names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "甲"}">' for n in range(deep)]
    body = paragraphs(f"&e{deep - 1};")
    kinds = f"<!DOCTYPE d [{''.join(names)}]>"
    return f"{_HEAD}{kinds}<w:document {_W}><w:body>{body}</w:body></w:document>".encode()


def _outside_entity() -> bytes:
    entity = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    body = paragraphs("&x;")
    return f"{_HEAD}<!DOCTYPE d [{entity}]><w:document {_W}><w:body>{body}</w:body></w:document>".encode()


def _nested(deep: int) -> bytes:
    data = "最里面".encode()
    for level in range(deep):
        data = zipped({f"{level}.zip" if level else "里.txt": data})
    return data


def _tables(deep: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * deep + paragraphs("最里面") + "</w:tc></w:tr></w:tbl>" * deep


Content = bytes | Callable[[Path], None]
ANY = frozenset(Refusal)
_UNREADABLE = frozenset({Refusal.BROKEN, Refusal.TOO_COMPLEX, Refusal.GARBLED, Refusal.EMPTY})
_TOO_MUCH = frozenset({Refusal.TOO_LARGE, Refusal.TOO_SLOW, Refusal.TOO_COMPLEX, Refusal.BROKEN})


def _sparse(size: int, head: bytes = b"") -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(head)
            file.truncate(size)

    return write


def files() -> Iterator[tuple[str, Content, frozenset[Refusal]]]:
    """(name, content, refusals that would be right)."""
    whole, paper = docx(paragraphs("正文在这里。" * 500)), pdf(3, text="text " * 40)
    for suffix in ("docx", "pdf", "txt", "xlsx", "png", "zip", "html"):
        yield f"空的.{suffix}", b"", frozenset({Refusal.EMPTY})
    yield "只有空白.txt", b" \r\n\t\n", frozenset({Refusal.EMPTY})
    yield "没有文字.docx", docx(paragraphs("", " ")), frozenset({Refusal.EMPTY})
    for suffix in ("docx", "pdf", "doc", "xlsx", "jpg", "zip"):
        yield f"全是零.{suffix}", b"\0" * 10_000, _UNREADABLE
        yield f"乱字节.{suffix}", os.urandom(10_000), _UNREADABLE | {Refusal.WRONG_SUFFIX}
    yield "乱字节.txt", bytes(range(256)) * 40, frozenset({Refusal.GARBLED})
    yield "半截.docx", whole[: len(whole) // 2], frozenset({Refusal.BROKEN})
    yield "半截.pdf", paper[: len(paper) // 3], _UNREADABLE
    yield "半截.png", png(600, 400)[:60], frozenset({Refusal.BROKEN})
    yield "半截.doc", _OLE + b"\0" * 600, frozenset({Refusal.BROKEN})
    yield "其实是pdf.docx", paper, frozenset({Refusal.WRONG_SUFFIX})
    yield "其实是docx.pdf", whole, frozenset({Refusal.WRONG_SUFFIX})
    yield "其实是图片.docx", png(60, 40), frozenset({Refusal.WRONG_SUFFIX})
    yield "其实是程序.pdf", b"MZ" + os.urandom(5_000), frozenset({Refusal.WRONG_SUFFIX})
    yield "其实是文字.docx", "只是文字".encode() * 50, frozenset({Refusal.WRONG_SUFFIX})
    yield "程序.exe", b"MZ" + b"\0" * 500, frozenset({Refusal.UNSUPPORTED})
    yield "炸弹.zip", zipped({"零.txt": b"\0" * 30_000_000}), frozenset({Refusal.TOO_LARGE})
    yield "谎报大小.zip", _lying_zip(), frozenset({Refusal.TOO_LARGE, Refusal.BROKEN})
    yield "层层套.zip", _nested(6), frozenset({Refusal.ZIP_IN_ZIP})
    yield "六万个.zip", zipped({f"{n}.txt": b"a" for n in range(60_000)}), frozenset({Refusal.TOO_LARGE})
    yield "有密码.zip", _locked_zip(), frozenset({Refusal.ENCRYPTED})
    yield "炸弹.docx", docx(b"<a>" + b" " * 30_000_000), frozenset({Refusal.TOO_LARGE})
    yield "实体.docx", docx(_entities(30)), _UNREADABLE | _TOO_MUCH
    yield "外部实体.docx", docx(_outside_entity()), _UNREADABLE
    yield "套表格.docx", docx(_tables(20_000)), _UNREADABLE | _TOO_MUCH
    yield "有宏.docx", docx(paragraphs("正文"), {"word/vbaProject.bin": b"x"}), frozenset({Refusal.MACROS})
    yield "一万页.pdf", pdf(10_000, text="page"), frozenset({Refusal.TOO_LARGE})
    yield "自己套自己.pdf", pdf(3, loop=True), _UNREADABLE | _TOO_MUCH
    yield "一吉.txt", _sparse(1 << 30, "正文".encode()), frozenset({Refusal.TOO_LARGE})
    yield "一吉.pdf", _sparse(1 << 30, b"%PDF-1.4\n"), frozenset({Refusal.TOO_LARGE})
    yield "一百五十兆.txt", _sparse(150_000_000, "正文".encode()), _UNREADABLE | _TOO_MUCH
    yield "像素炸弹.png", png(60_000, 60_000), frozenset({Refusal.TOO_LARGE})
    yield "白纸.png", png(800, 1_000), frozenset({Refusal.EMPTY})
    yield "套div.html", ("<html><body>" + "<div>" * 200_000).encode(), _UNREADABLE | _TOO_MUCH
    groups = b"{\\rtf1" + b"{\\b " * 100_000 + b"x" + b"}" * 100_001
    yield "套分组.rtf", groups, frozenset({Refusal.TOO_COMPLEX})
    yield "套括号.rtf", b"{\\rtf1" + b"{" * 500_000, _UNREADABLE | _TOO_MUCH
    yield (
        "坏的.mhtml",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
        _UNREADABLE,
    )
    yield (
        "双重编码.txt",
        ("各街道办事处要抓紧落实。" * 30).encode().decode("gbk", "replace").encode(),
        frozenset({Refusal.GARBLED}),
    )
    yield (
        "页眉.docx",
        docx(paragraphs("正文"), {"word/header1.xml": _header("机密★三年")}),
        frozenset({Refusal.CLASSIFIED}),
    )
    yield "【内部】名单.txt", "名单如下".encode(), frozenset({Refusal.INTERNAL})
    yield "管道.txt", os.mkfifo, frozenset({Refusal.UNREADABLE})
    yield "设备.txt", lambda path: path.symlink_to("/dev/zero"), frozenset({Refusal.OUTSIDE})
    yield "外链.txt", lambda path: path.symlink_to(__file__), frozenset({Refusal.OUTSIDE})
    yield "断链.txt", lambda path: path.symlink_to("没有这个文件"), frozenset({Refusal.UNREADABLE})


def _header(text: str) -> bytes:
    return f"{_HEAD}<w:hdr {_W}>{paragraphs(text)}</w:hdr>".encode()


def hard_but_good() -> Iterator[tuple[str, bytes]]:
    """Files that look for trouble and are to be taken in."""
    yield "一行到底.txt", ("为了方便群众办事，" * 20_000).encode()
    yield "括号.txt", ("（（《《" * 20_000 + "为方便群众，制定本办法。").encode()
    yield "数字.txt", ("1" * 60_000 + "\n为方便群众，制定本办法。" * 3).encode()
    yield "第第第.txt", ("第一条第" * 20_000 + "\n为方便群众，制定本办法。").encode()
    yield "反\\..\\路径.zip", zipped({"../../../tmp/逃.txt": GOOD.format(91).encode()})
    yield "套两层表格.docx", docx(_tables(2) + paragraphs("表格之后还有正文。"))
    yield "浅.zip", zipped({"里/便民.txt": GOOD.format(92).encode("gb18030")})
    yield "名字很长" + "长" * 60 + ".txt", GOOD.format(93).encode()


def make(folder: Path) -> dict[str, frozenset[Refusal]]:
    """Writes all of them; the refusals that are right by name, none for the files that are to be taken in."""
    expected: dict[str, frozenset[Refusal]] = {}
    for name, content, refusals in files():
        if callable(content):
            content(folder / name)
        else:
            (folder / name).write_bytes(content)
        expected[name] = refusals
    for name, data in hard_but_good():
        (folder / name).write_bytes(data)
        expected[name] = frozenset()
    for number in range(12):
        (folder / f"好文件{number}.txt").write_text(GOOD.format(number), encoding="utf-8")
        expected[f"好文件{number}.txt"] = frozenset()
    return expected
