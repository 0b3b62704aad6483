"""Which rules may be cited: those in force, and old ones only where the question is about them."""

import re
from collections.abc import Sequence

from knowledge.evidence.figures import comparable
from knowledge.model import Document, Passage, Validity

_ABOUT_OLD = re.compile(
    r"(?:[旧老]|原来|以前|过去|当时)的?(?:版|法[^律]|规定|办法|细则|条例|政策|标准|文件|通知|方案|意见)|历史版本"
    r"|废止|失效|作废|有没有效|还(?:有效|算数|管用|能用|有用|作数)|(?:修订|修改|修正|调整)(?:之|以)?前"
)
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年?(?:版|度)?(?P<before>[之以]?前)?(?P<after>[之以]?[后来]|起)?(?!\d)"
)


def citable(question: str, passages: Sequence[Passage]) -> list[Passage]:
    """Passages of rules in force, and those not in force that the question asks for."""
    in_force = {p.document.title for p in passages if p.document.validity is Validity.IN_FORCE}
    return [
        p
        for p in passages
        if p.document.validity is Validity.IN_FORCE or _asked_for(question, p.document, in_force)
    ]


def _asked_for(question: str, document: Document, in_force: set[str]) -> bool:
    if _ABOUT_OLD.search(question) or any(_of_year(document, m) for m in _YEAR.finditer(question)):
        return True
    asked = comparable(question)
    if document.doc_number and comparable(document.doc_number) in asked:
        return True
    return document.title not in in_force and comparable(document.title) in asked


def _of_year(document: Document, asked: re.Match[str]) -> bool:
    year = int(asked[1])
    years = [d.year for d in (document.issued_on, document.effective_on) if d]
    if asked["before"]:
        return any(y <= year for y in years)
    return any(y >= year for y in years) if asked["after"] else year in years
