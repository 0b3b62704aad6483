"""Exact references in a question: 《物业管理条例》第十二条, 国发〔2018〕43号."""

import re
from dataclasses import dataclass

import cn2an
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from knowledge.model import Kind, Validity
from knowledge.store.tables import ChunkRow, DocumentRow

_NUMERAL = "0-9０-９零〇一二两三四五六七八九十百千"
_NAME_ENDS = "法典|法|条例|办法|规定|细则|规则|决定|意见|通知|方案|章程|公约"
_QUOTED = re.compile(rf"《([^《》]{{2,60}})》(?:的)?(?:第([{_NUMERAL}]+)条)?")
_BARE = re.compile(rf"([\u4e00-\u9fff]{{1,30}}(?:{_NAME_ENDS}))(?:的|里|中)?第([{_NUMERAL}]+)条")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,10})[〔\[［【(（](\d{4})[〕\]］】)）]\s*第?(\d{1,5})\s*号")
# What may stand beside a reference and still ask for nothing but the document
_CHATTER = re.compile(
    r"[\s，。？?！、：]|请问|麻烦|帮我|看看|看一下|查一?下|找一?下|说的?|讲的?|是|什么|内容|全文|原文|还|有效|吗|呢|了|的"
)
_MOST_BESIDE = 4  # characters
_COMMON = re.compile(rf"(?:管理|实施|暂行|试行|工作)*(?:{_NAME_ENDS})$")
_MOST = 5


@dataclass(frozen=True, slots=True)
class Reference:
    """A document by name or number, and perhaps one of its articles (第十二条)."""

    name: str | None = None
    doc_number: str | None = None
    locator: str | None = None
    exact: bool = True  # False for a name without quotation marks, into which the sentence may run
    alone: bool = False  # the question is about little else: then the document itself is wanted


def read_references(text: str) -> list[Reference]:
    """References in the order in which they stand. A bare name counts only with an article."""
    rest = _CHATTER.sub("", _NUMBER.sub("", _QUOTED.sub("", text)))
    alone = len(rest) <= _MOST_BESIDE
    unquoted = _QUOTED.sub(lambda m: "　" * len(m[0]), text)
    found = [
        *((m, Reference(m[1], locator=_article(m[2]), alone=alone)) for m in _QUOTED.finditer(text)),
        *((m, Reference(m[1], locator=_article(m[2]), exact=False)) for m in _BARE.finditer(unquoted)),
        *(
            (m, Reference(doc_number=f"{m[1]}〔{m[2]}〕{m[3]}号", alone=alone))
            for m in _NUMBER.finditer(text)
        ),
    ]
    return [reference for _, reference in sorted(found, key=lambda pair: pair[0].start())][:_MOST]


def _article(numeral: str | None) -> str | None:
    if not numeral:
        return None
    try:
        value = int(cn2an.cn2an(numeral, "smart"))
    except ValueError:
        return None
    # Statutes write 第十二条, not 第一十二条, and 第二百一十条.
    return f"第{re.sub('^一十', '十', cn2an.an2cn(value))}条"


def resolve(session: Session, reference: Reference) -> list[str]:
    """Ids of the chunks that a reference names: the article, or else the document's opening."""
    documents = _documents(session, reference)
    for document_id in documents:
        query = select(ChunkRow.id).where(ChunkRow.document_id == document_id).order_by(ChunkRow.position)
        if reference.locator is not None:
            query = query.where(ChunkRow.locator == reference.locator)
        if ids := list(session.scalars(query.limit(_MOST if reference.locator else 1))):
            return ids
    return []


def _documents(session: Session, reference: Reference) -> list[str]:
    """Best first: in force, then the longest part of the name that fits, then the shortest title."""
    query = select(DocumentRow.id).where(DocumentRow.kind == Kind.POLICY, ~DocumentRow.removed)
    in_force = (DocumentRow.validity != Validity.IN_FORCE, func.length(DocumentRow.title))
    if reference.doc_number is not None:
        # A question runs on: 请问国发〔2018〕43号 must still find 国发〔2018〕43号.
        fits = [
            DocumentRow.doc_number == reference.doc_number[start:]
            for start in range(reference.doc_number.index("〔"))
        ]
        return list(session.scalars(query.where(or_(*fits)).order_by(*in_force)))
    name = reference.name or ""
    titled = query.where(DocumentRow.title.in_((name, f"中华人民共和国{name}"))).order_by(*in_force)
    if (title := session.scalar(titled.limit(1))) is not None:
        return [title]
    for start in range(1 if reference.exact else len(name)):
        part = name[start:]
        if len(_COMMON.sub("", part)) < 2:  # 管理条例 alone names no document
            break
        found = list(session.scalars(query.where(DocumentRow.title.contains(part)).order_by(*in_force)))
        if found:
            return found[:_MOST]
    return []
