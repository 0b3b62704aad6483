"""Records of consultations: their titles and matters; the rest is read by `knowledge.reading.extraction`."""

import re
from pathlib import PurePath

from ingest.metadata import title_from_name

_NOTE = re.compile(r"[（(][^（）()]*(?:示例|虚构)[^（）()]*[）)]")
_LABELLED = re.compile(
    r"^[^：:。]{1,8}[：:]|^(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)])|^\||^附件|^[-•·@]|^[（(][^（）()]*[）)]$|[前内]$"
)
_ISSUE = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*期")
_BODY = re.compile(r"(?:联络委|委员会|办公室|政协|街道|镇|乡)$")
_MASTHEAD = re.compile(r"(?:简报|专报|信息|动态|通讯|快报|工作交流)$")
_DAY = re.compile(r"(?:20)?\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?|\d{1,2}月\d{1,2}[日号]|\d{1,2}[./-]\d{1,2}")
# What a heading may hold without saying what the meeting was about
_NO_MATTER = re.compile(
    rf"{_DAY.pattern}|[一-龥]{{2}}(?:街道|镇|乡|区)|政协|联络委|办公室|协商|议事|板凳|专题|对口|界别|提案|办理|成果|结果|工作|会议?|纪要|记要"
    r"|记录|摘[编要]|简讯|简报|专报|信息|情况|登记|表|报告|跟踪|落实|回访|回头看|反馈|通报|实录|一问一答|图说|[一二三四五六七八九十]*月报|转发|转自|转"
    r"|新建|文档|文本|表格|图片|微信|扫描件?|副本|督办|核查|微播报|后续|第[一二三四五六七八九十\d]+[期次号]|共\d+张|关于|的|上午|下午|晚|周[一-日]"
)
_SHEET = re.compile(r"(?:Sheet|工作表)\s*\d*", re.IGNORECASE)  # what a spreadsheet is called by itself
_STATED = re.compile(
    r"^[|*\s#]*(?:协商)?(?:议题|主题|会议名称|名称|事由|标题)[*\s]*[：:|]\s*(?P<matter>[^|：:\n]{2,60}?)[*\s|。]*$",
    re.MULTILINE,
)


def title_of(text: str, name: str) -> tuple[str, bool]:
    """The heading or first line that reads like a title, no masthead; else, False, the file's name."""
    lines = [_NOTE.sub("", line).strip() for line in text.splitlines() if line.strip()][:8]
    lines = [line for line in lines if line]
    for index, line in enumerate(lines):
        bare = line.lstrip("# ")
        following = lines[index + 1] if index + 1 < len(lines) else ""
        masthead = _MASTHEAD.search(bare) and _ISSUE.search(following)
        if masthead or _ISSUE.search(bare) or _LABELLED.match(bare) or not 4 <= len(bare) <= 60:
            continue
        if re.search("[。；]|，$", bare):
            break
        if _BODY.search(bare) or _BODY.search(_DAY.sub("", bare).strip()) or _SHEET.fullmatch(bare):
            continue
        bare = _together(bare.rstrip("：:"))
        if len(re.findall("[一-龥]", _DAY.sub("", bare))) > 1:
            return (bare + following if following.startswith("——") else bare), True
    return title_from_name(PurePath(name).stem), False


def matter_of(title: str, text: str) -> str | None:
    """What the meeting was about where the title does not say it: the stated matter, if there is one."""
    if _says_a_matter(title):
        return title
    stated = (match["matter"].strip() for match in _STATED.finditer(text[:1500]))
    return next(filter(_says_a_matter, stated), None)


def _says_a_matter(words: str) -> bool:
    return len(re.findall("[一-龥]", _NO_MATTER.sub("", words))) > 1


def _together(line: str) -> str:
    """会 议 纪 要 is printed wide."""
    return (
        re.sub(r"(?<=[一-龥])[ 　]+(?=[一-龥])", "", line)
        if re.fullmatch(r"(?:[一-龥][ 　]+)+[一-龥]", line)
        else line
    )
