"""Sentences about papers on their way into the library."""

from collections.abc import Sequence
from datetime import date

from bot import texts
from bot.texts.ledger import day
from knowledge.model import CommitmentStatus, Document, Fact, Kind, Validity

UPLOAD_TITLE = "读出来是这样，请核对"
TAKE_IN_BUTTON, EDIT_BUTTON = "入库", "改一下"
HOW_TO_EDIT = "要改直接说，例如“日期改成2024年5月6日”“标题是……”“文号是……”“这是协商记录”。点“入库”之前不存。"
NO_PROMISES = "没有读到谁承诺了什么。"
FORWARDED = "这是转发来的文件，入库之前请核对来源。"
NO_SUCH_DAY = "没有这一天，日期没有改。请说正确的日子。"
PRIVATE_ONLY = "请把文件私聊发给我，我不在群里收文件。"
NO_WORDS_IN_PICTURE = "照片里没有读到文字。要给哪件事作凭证，请在照片下面写一句，例如“城管局划线弄好了”。"
TOO_MANY_PAPERS = "压缩包里有{}份，聊天里一次最多收{}份。请分开发，或请管理员用 bandeng ingest 收入。"

READING = "读取文件"
STOPPED = "已停下。收好的都在，再运行一次会接着来。"
ONE_FOLDER_TO_WATCH = "--watch 后面写一个文件夹。"
TABLE = ("结果", "份数", "段数或原因")
STATUS = {
    "added": "收入",
    "updated": "更新",
    "unchanged": "没有变化",
    "superseded": "收入（已有更新的版本）",
    "refused": "没有收入",
    "removed": "撤下",
}

KINDS = {Kind.POLICY: "政策文件", Kind.RECORD: "协商记录"}
UNCERTAIN = "〔待核〕"
_MISSING = "〔未写明〕"


def summary(files: int, seconds: float) -> str:
    return f"共{files}份，{seconds:.0f}秒，每秒{files / max(seconds, 0.1):.1f}份"


def watching(folder: str) -> str:
    return f"正在看着“{folder}”，放进来就收，拿走就撤下。按 Ctrl-C 停止。"


def one_line(source: str, status: str, title: str | None, chunks: int, reason: str | None) -> str:
    """What became of one file."""
    if reason is not None:
        return f"✘ {source}：{reason}"
    return f"✔ {source}：{STATUS[status]}《{title}》" + (f"，{chunks}段" if chunks else "")


def refused(name: str, reason: str) -> str:
    return f"{name}：{reason}"


def ask_staff(names: Sequence[str]) -> str:
    """Who may put papers into the library."""
    who = f"政协机关的{'、'.join(names)}" if names else "政协机关的工作人员"
    return f"政策文件由{who}收入资料库，请发给他们。要记一次协商，请发纪要，或用一句话告诉我。"


def in_library(document: Document) -> str:
    return f"这份资料已经在库里，没有再收：{texts.source_line(document, '')}"


def taken_in(document: Document, *, searchable: bool) -> str:
    """The paper is stored."""
    found = "现在就能查到" if searchable else "正在编入索引，稍后能查到"
    older = "。库里已有更新的版本，这一份按旧版收入" if document.validity is Validity.AMENDED else ""
    told = document.consultation
    count = sum(c.status is not CommitmentStatus.DONE for c in told.commitments) if told else 0
    followed = f"。{count}项承诺我来跟，到期提醒您" if count else ""
    return f"已入库，{found}{older}{followed}。"


def facts(document: Document, chunks: int, articles: int = 0) -> str:
    """What was read of a paper; what is missing or uncertain is marked."""
    rows = _policy_rows(document) if document.kind is Kind.POLICY else _record_rows(document)
    kind = ("类别", KINDS[document.kind], Fact.KIND)
    lines = [_row(document, *row) for row in (kind, *rows)]
    if document.keywords:
        lines.append(f"关键词：{'、'.join(document.keywords)}")
    lines.append(f"正文：{articles}条" if articles else f"正文：{chunks}段")
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
