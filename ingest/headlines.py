"""The head of an official paper: its title, its number and who issued it."""

import re
from collections.abc import Sequence

from ingest.outline import article_starts
from ingest.paper_dates import DATE
from ingest.regions import place

_KINDS = (
    "条例|规定|办法|细则|意见|通知|方案|决定|公告|通告|通报|指引|规则|规程|规范|制度|章程|纲要|规划|计划|要点|标准|指南|目录|公约|批复|函|报告|决议|"
    "命令|令|措施|政策|解读|问答|倡议书|安排|清单|纪要|总结|说明|法|法典|解释|建议|提案|简报|信息|记录|摘要|材料"
)
_ENDING = re.compile(rf"(?:{_KINDS})(?:[（(][^（）()]{{1,16}}[）)])*[》〉”]?$")
NUMBER = re.compile(
    r"([\u4e00-\u9fa5]{1,14})\s*[〔\[［【（(﹝{]\s*((?:19|20)\d\d)\s*[〕\]］】）)﹞}]\s*第?\s*(\d{1,5})\s*号"
)
_ORDER = re.compile(
    r"([\u4e00-\u9fa5]{2,24}(?:令|公告))\s*[（(]?第?\s*([\d一二三四五六七八九十百〇]{1,6})\s*号"
)
_LETTERHEAD = re.compile(r"^([\u4e00-\u9fa5（）\s]{4,40}?)\s*文\s*件$")
_NOT_TITLE = re.compile(
    r"^(?:[（(【\[].*[）)】\]]$|签发人|特急|加急|急件|平急|发文|索引号|来源|作者|时间|日期|发布|公布|浏览|字号|字体|打印|分享|当前位置|首页|目\s*录$|附件?|抄送|主题词)"
)
_ADDRESSEE = re.compile(r"^[^。]{2,120}[：:]$")
_BODY = re.compile(
    r"^(?:为(?:了|进一步|贯彻|落实|加强|规范|做好|切实|深入|全面|推进|保障|方便)|根据|按照|近年来|近期|现将|[一二三四五六七八九十]、|[（(][一二三四五六七八九十][）)]|\d+[.．、]|\|)"
)
_BLANK_LABEL = re.compile(
    r"(?:.{0,4}[文字编引]\s*号|.{0,4}(?:日期|时间|分类|类别|级别|性|关键词|主题词|有效期)|(?:发文|发布|制定|颁布|公布)(?:机关|机构|单位|部门))"
    r"\s*[：:]"
)
_NUMBER_LABEL = re.compile(r"(?:发文字号|文\s*号|发文号|文件编号)[\s:：|]*")
_ORNAMENT = re.compile(r"[━─—–_＿=*★☆·●◆\-\s]+")
_ANNOUNCED = re.compile(r"《([^《》]{4,80})》[^。]*(?:公布|发布|颁布)")
_PASSING_ON = re.compile("关于|印发|转发|公布|发布")
_QUOTING = re.compile(r"[《。；]|根据|依据|按照|废止|执行.{0,4}$")  # the number after it is another paper's


def head_of(lines: Sequence[str]) -> list[str]:
    """The lines before the text proper: at most forty, up to the first article, point or addressee."""
    articles = article_starts(lines)
    head: list[str] = []
    for index, line in enumerate(lines[:40]):
        if index in articles or _opens_the_body(line):
            break
        head.append(line)
        if (
            _ADDRESSEE.match(line)
            and not _BLANK_LABEL.fullmatch(line)
            and not _ENDING.search(line.rstrip("：:"))
        ):
            break
    return head


def _opens_the_body(line: str) -> bool:
    is_note = DATE.match(line.removeprefix("根据").lstrip())  # 根据2018年…《…的决定》修正
    return bool(re.match(r"第[一1]章", line) or (_BODY.match(line) and not is_note))


def title_of(head: Sequence[str]) -> str | None:
    """The title, put together from up to four lines of the head."""
    lines = [line for line in head if not is_furniture(line)]
    announced = _announced(lines)
    if announced:
        return announced
    for start in range(len(lines)):
        joined = ""
        for line in lines[start : start + 4]:
            if re.search(r"[。；：:]", line) and not line.startswith("关于"):
                break
            if _ENDING.search(line) and _names_a_region(line) and not _PASSING_ON.search(joined):
                joined = ""  # what stood above it is a running head or a name of the site
            joined += " " + line if re.search("[局会办室府委]$", joined) and "关于" not in joined else line
            if _ENDING.search(line) and len(joined) >= 4:
                return _tidy(joined)
    return None


def _names_a_region(line: str) -> bool:
    region = place(line, "本区")[1]
    return region is not None and line.startswith(region)


def _announced(lines: Sequence[str]) -> str | None:
    """The rule that an announcement at the head of the file puts in force, where it follows in full."""
    for index, line in enumerate(lines):
        below = ["".join(other.split()) for other in lines[index + 1 :]]
        following = {"".join(below[at : at + n]) for at in range(len(below)) for n in (1, 2, 3)}
        for match in _ANNOUNCED.finditer(line):
            if "".join(match[1].split()) in following:
                return match[1].strip()
    return None


def is_furniture(line: str) -> bool:
    """Whether a line of the head is something else than title or issuer: number, date, marks, letterhead."""
    bare = NUMBER.sub("", line)
    return bool(
        _NOT_TITLE.match(line)
        or _ORNAMENT.fullmatch(line)
        or _LETTERHEAD.match(line)
        or DATE.search(line)
        or (bare != line and len(bare.strip(" ()（）号")) < 16)
        or _ADDRESSEE.match(line)
    )


def _tidy(title: str) -> str:
    return re.sub(
        r"\s+", " ", re.sub(r"(?<=[\u4e00-\u9fa5《》（）])\s+(?=[\u4e00-\u9fa5《》（）])", "", title)
    ).strip("“” ")


def number_of(head: Sequence[str], name: str) -> str | None:
    """发文字号 in its standard form 国发〔2018〕43号; from the head, else from the file's name."""
    for line in head:
        label = _NUMBER_LABEL.search(line)
        match = NUMBER.search(line, label.end() if label else 0)
        if match and (label or not _QUOTING.search(line[: match.start()])):
            return normal_number(match)
    for line in head:
        order = _ORDER.search(DATE.sub(" ", line))
        if order and not _QUOTING.search(line[: line.find(order[1])]):
            return f"{order[1]}第{order[2]}号"
    match = NUMBER.search(name)
    return normal_number(match) if match else None


def normal_number(match: re.Match[str]) -> str:
    return f"{match[1]}〔{match[2]}〕{match[3]}号"


def numbers_in(text: str) -> list[str]:
    return [normal_number(match) for match in NUMBER.finditer(text)]


def without_numbers(text: str) -> str:
    return NUMBER.sub("", text)
