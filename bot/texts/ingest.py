"""Sentences about papers on their way into the library."""

from datetime import date

from bot import texts
from bot.texts.ledger import day
from knowledge.model import Document, Fact, Kind

KINDS = {Kind.POLICY: "政策文件", Kind.RECORD: "协商记录"}
UNCERTAIN = "〔待核〕"
_MISSING = "〔未写明〕"


def facts(document: Document, chunks: int) -> str:
    """What was read of a paper; what is missing or uncertain is marked."""
    rows = _policy_rows(document) if document.kind is Kind.POLICY else _record_rows(document)
    kind = ("类别", KINDS[document.kind], Fact.KIND)
    lines = [_row(document, *row) for row in (kind, *rows)]
    if document.keywords:
        lines.append(f"关键词：{'、'.join(document.keywords)}")
    lines.append(f"正文：{chunks}段")
    if Fact.TEXT in document.uncertain:
        lines.append("文字是从图片上认出来的，请对照原件看一遍。")
    return "\n".join(lines)


_Row = tuple[str, str | None, Fact | None]


def _policy_rows(document: Document) -> list[_Row]:
    return [
        ("标题", document.title, Fact.TITLE),
        ("文号", document.doc_number, Fact.DOC_NUMBER),
        ("机关", document.issuer, Fact.ISSUER),
        ("日期", _day(document.issued_on), Fact.ISSUED_ON),
        ("施行", _day(document.effective_on), Fact.EFFECTIVE_ON),
        ("效力", texts.status_mark(document).strip("（）"), None),
    ]


def _record_rows(document: Document) -> list[_Row]:
    told = document.consultation
    if told is None:
        return [("标题", document.title, Fact.TITLE)]
    return [
        ("标题", document.title, Fact.TITLE),
        ("乡镇街道", told.town, Fact.TOWN),
        ("形式", told.form, None),
        ("日期", _day(told.held_on), Fact.HELD_ON),
        ("参加单位", "、".join(told.units) or None, None),
        ("结果", told.outcome.value, None),
    ]


def _day(value: date | None) -> str | None:
    return day(value) if value else None


def _row(document: Document, label: str, value: str | None, fact: Fact | None) -> str:
    if value is None:
        return f"{label}：{_MISSING}"
    return f"{label}：{value}{UNCERTAIN if fact in document.uncertain else ''}"
