"""What would keep a paper from being accepted, each with the words that do and how to mend them."""

import re
from collections.abc import Callable

from knowledge.model import Document, Validity
from knowledge.papers.grounds import accuses, advertises, beyond_powers, exposes, is_academic, reads_as
from knowledge.papers.model import Finding, Ground, Paper, PaperKind
from knowledge.papers.structure import structure_findings
from knowledge.profile import District

_TITLE = re.compile(r"《([^《》]{2,60})》")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_LONGEST = 20_000  # characters that are read; nothing accepted is longer

Rules = Callable[[str], Document | None]  # a rule by its title, the newest first

MEND = {
    Ground.SECRET: "涉密内容不能写，也不要在这里发送。请删去，只用公开材料。",
    Ground.FORBIDDEN: "国家明令禁止的事不能建议。请删去，或改为加强监管的建议。",
    Ground.PERSONNEL: "干部人事由党委按规定办理，不作提案。请改写成对工作的建议。",
    Ground.PARTY_AFFAIRS: "党派、团体内部的事由其自行处理，请删去。",
    Ground.IN_COURT: "已进入诉讼、仲裁、复议的个案不作提案。可改写成共性问题，不提这个案子。",
    Ground.ACADEMIC: "学术讨论不作提案。请写本区的实际情况和能办的事。",
    Ground.PRIVATE_MATTER: "个人或亲属的事请走正常办事渠道。可改写成同类群众的共性问题。",
    Ground.ADVERTISING: "不能推介产品或企业。请改成对功能、标准的要求，不出现品牌。",
    Ground.ACCUSATION: "举报请走纪检监察渠道。请删去人名和指控，只写工作上的问题。",
    Ground.PETITION: "信访、涉诉的个案请走信访和司法渠道。可改写成共性问题。",
    Ground.STAFFING: "人事安排不作社情民意信息。请删去，或改成对工作的建议。",
    Ground.CLASSIFIED: "涉密内容不能写，也不要在这里发送。请删去。",
    Ground.PRIVACY: "不要写他人的姓名和隐私。请改成“某居民”，删去病情、住址等。",
    Ground.TRADE_SECRET: "涉及商业秘密，请删去具体报价、配方、客户等内容。",
    Ground.BEYOND_POWERS: "这超出本区事权。请改成本区能办的事，或说明由区里向上反映。",
}
_OF_PROPOSALS = (
    Ground.SECRET,
    Ground.FORBIDDEN,
    Ground.PERSONNEL,
    Ground.PARTY_AFFAIRS,
    Ground.IN_COURT,
    Ground.PRIVATE_MATTER,
    Ground.ACCUSATION,
)
_OF_REPORTS = {  # what a report is refused for, by the reader that sees it
    Ground.SECRET: Ground.CLASSIFIED,
    Ground.PERSONNEL: Ground.STAFFING,
    Ground.IN_COURT: Ground.PETITION,
    Ground.PETITION: Ground.PETITION,
    Ground.TRADE_SECRET: Ground.TRADE_SECRET,
    Ground.PRIVATE_MATTER: Ground.PRIVATE_MATTER,
    Ground.FORBIDDEN: Ground.FORBIDDEN,
    Ground.ACCUSATION: Ground.ACCUSATION,
}


def check(kind: PaperKind, text: str, district: District, rules: Rules | None = None) -> list[Finding]:
    """Everything found in a draft of any origin, the grounds of refusal first; one finding a ground."""
    text = text[:_LONGEST]
    findings = [] if kind is PaperKind.MINUTES else _grounds(kind, text)
    findings += structure_findings(kind, text, district)
    if rules is not None:
        findings += out_of_force(text, rules)
    return _once_each(findings)


def check_paper(paper: Paper, district: District, rules: Rules) -> list[Finding]:
    """The same for a paper that grew here, with what it still has to be checked for."""
    findings = check(paper.kind, "\n".join([paper.title, paper.body]), district, rules)
    mend = "说明来源后确认（“这个数字是我数的”），或改掉、删掉这一条。"
    return [*(Finding(Ground.UNCHECKED, words, mend) for words in paper.unsupported), *findings]


def out_of_force(text: str, rules: Rules) -> list[Finding]:
    """Rules that the draft names and that the library knows as replaced or repealed."""
    findings = []
    for match in _TITLE.finditer(text):
        document = rules(match[1])
        if document is not None and document.validity is not Validity.IN_FORCE:
            mend = f"这份文件{document.validity}，请改引现行的规定。"
            findings.append(Finding(Ground.NOT_IN_FORCE, match.group(), mend))
    return findings


def _grounds(kind: PaperKind, text: str) -> list[Finding]:
    findings: list[Finding] = []

    def add(ground: Ground, quote: str) -> None:
        findings.append(Finding(ground, quote.strip(), MEND[ground]))

    report = kind is PaperKind.REPORT
    readers = _OF_REPORTS if report else {ground: ground for ground in _OF_PROPOSALS}
    for sentence in _SENTENCE.findall(text):
        for reader, ground in readers.items():
            if reads_as(reader, sentence):
                add(ground, sentence)
        if accuses(sentence):
            add(Ground.ACCUSATION, sentence)
        elif report and exposes(sentence):
            add(Ground.PRIVACY, sentence)
        if report and beyond_powers(sentence):
            add(Ground.BEYOND_POWERS, sentence)
    if (words := advertises(text)) is not None:
        add(Ground.ADVERTISING, words)
    if (words := is_academic(text)) is not None:
        add(Ground.ACADEMIC, words)
    return findings


def _once_each(findings: list[Finding]) -> list[Finding]:
    first: dict[tuple[Ground, str], Finding] = {}
    for finding in findings:
        per_quote = finding.ground in (Ground.PERSONAL_DATA, Ground.NOT_IN_FORCE, Ground.PART_MISSING)
        first.setdefault((finding.ground, finding.how_to_mend + finding.quote if per_quote else ""), finding)
    return list(first.values())
