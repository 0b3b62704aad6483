"""What a Word file says of its making: the label, the mark in its metadata, fonts to fall back on."""

import json
from typing import TYPE_CHECKING

from bot.word_layout import FALLBACKS

if TYPE_CHECKING:
    from docx.document import Document

LABEL = "本稿由板凳（人工智能）协助起草，请核对后使用"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


def mark_as_assisted(document: "Document", title: str) -> None:
    """In the metadata too, where programs look for it; fallbacks for fonts stand in the font table."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    core = document.core_properties
    core.title, core.author, core.keywords = title, "板凳（人工智能）协助", "人工智能协助起草"
    core.comments = LABEL
    package = document.part.package
    aigc = json.dumps({"Label": "1", "ContentProducer": "bandeng", "Note": LABEL}, ensure_ascii=True)
    custom = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="AIGC">'
        f"<vt:lpwstr>{aigc.replace('&', '&amp;')}</vt:lpwstr></property></Properties>"
    )
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, custom.encode(), package)
    package.relate_to(part, _CUSTOM_RELATION)
    for table in package.iter_parts():
        if table.partname == "/word/fontTable.xml":
            table._blob = _with_fallbacks(table.blob)


def _with_fallbacks(blob: bytes) -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    return blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")
