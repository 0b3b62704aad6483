"""Sentences about the four papers."""

from collections.abc import Sequence

from knowledge.papers.model import Fact, Finding, Origin, Paper, PaperKind
from knowledge.papers.similar import Similar, Verdict

DESCRIPTION = "写提案、社情民意、发言提纲、纪要"
WHAT_ABOUT = "写什么事？请用一句话说清楚，例如“老旧小区飞线充电”。"
TOPIC_TOO_SHORT = "“{}”太短了，看不出要写什么事。请用一句话说清楚，例如“老旧小区飞线充电”。"
TOPIC_TOO_LONG = (
    "题目太长了（{}个字）。请先用一句话（60字以内）说清要写什么事，其余内容再用“加一条，……”一条条补上。"
)
NO_FORGING = (
    "这个我不能帮您做：不能用别人的名义，不能代签名、盖章，也不能编数字或把没办成的写成办成的。"
    "可以照实写，没办成的写清卡在哪里。"
)
NO_PAPER = "没有打开的稿子。可以说“帮我写个提案，关于……”。"
GONE = "这份稿子已经不在了。可以说“帮我写个提案，关于……”重新起草。"
CARD_GONE = "这张卡片已经不在了。请再说一遍是什么会，例如“帮我准备加装电梯的协商会”。"
TAKEN_BACK = "退回到改之前了。"
DROPPED = "这份稿子不要了。需要时再跟我说。"
CHOOSE_KIND = "换成哪一种？"
NOTHING_FOUND = "查过了，没有发现不予立案、不予采用的情形。"
IN_WORD = "Word 文件好了。请核对后自己署名、提交，我不会替您提交。"
UNWRITTEN = "（这一部分没有写。）"
NO_EVIDENCE = "没有找到现行规定和协商记录，目前只有您说的内容。可以用“加一条，……”补充。"
SHOW = "看稿子"
EVIDENCE = "看依据"
QUOTE_MOST = 120  # characters
EXPORT = "导出Word"
CHECK = "查问题"
SWITCH = "换一种"
DROP = "不要"
HINT = "要改直接说：“加一条，建议由民政牵头”“删掉第三条”“第二段太长”“标题改成……”"

_VERDICTS = {
    Verdict.REPEATED: "和以前的重复了，建议不再提，或写明新的情况：",
    Verdict.CONTINUED: "以前提过，已有结果。可以续提，请写明有什么新变化：",
}


def why(kind: PaperKind, reason: str) -> str:
    return f"建议用{kind}：{reason}" if reason else ""


def kind_line(paper: Paper) -> str:
    if paper.kind is PaperKind.SPEECH:
        seconds = round(paper.length / 200 * 60 / 10) * 10
        return f"{paper.kind} · {paper.length}字，约{seconds // 60}分{seconds % 60:02d}秒"
    most = "，最多1500字" if paper.kind in (PaperKind.PROPOSAL, PaperKind.REPORT) else ""
    return f"{paper.kind} · {paper.length}字{most}"


def part_heading(paper: Paper, heading: str, length: int) -> str:
    if paper.kind is PaperKind.SPEECH and length:
        return f"{heading}（约{max(5, round(length / 200 * 60 / 5) * 5)}秒）"
    return heading


def evidence_names(numbered: Sequence[tuple[int, Fact]]) -> str:
    """Where the numbers of the lines lead, each paper named once."""
    by_label: dict[str, str] = {}
    for number, fact in numbered:
        by_label[fact.source.label] = by_label.get(fact.source.label, "") + f"〔{number}〕"
    return "\n".join(f"{numbers}{label}" for label, numbers in by_label.items())


def evidence_line(number: int, fact: Fact) -> str:
    quote = fact.text if len(fact.text) <= QUOTE_MOST else f"{fact.text[:QUOTE_MOST]}……"
    return f"〔{number}〕{fact.source.label}：“{quote}”"


def annex_line(fact: Fact) -> str:
    who = "委员提供" if fact.source.origin is Origin.MEMBER else fact.source.label
    return f"{who}：“{fact.text}”"


def unchecked(words: Sequence[str]) -> str:
    said = "、".join(f"“{w}”" for w in words if w != "〔待核〕") or "空着的栏目"
    return f"还有待核的：{said}。核实过就说“这个数字是我数的”，没有把握就改掉或删掉。"


def blocked(words: Sequence[str]) -> str:
    return f"现在不能导出。{unchecked(words)}"


def blocked_by(findings: Sequence[Finding]) -> str:
    return "现在不能导出。\n" + "\n".join(finding_line(n, f) for n, f in enumerate(findings, 1))


def finding_line(number: int, finding: Finding) -> str:
    quote = f"“{finding.quote[:60]}”" if finding.quote else ""
    return f"{number}. {finding.ground}{'：' if quote else ''}{quote}\n→ {finding.how_to_mend}"


def similar_lines(found: Similar) -> str:
    if found.verdict is Verdict.NEW:
        return "以前没有提过相同的事（新题）。"
    return "\n".join([_VERDICTS[found.verdict], *(f"• {paper.title}" for paper in found.papers)])
