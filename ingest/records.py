"""Records of consultations: their titles; what else they say is read by `knowledge.reading.extraction`."""

import re
from pathlib import PurePath

from ingest.metadata import title_from_name

_NOTE = re.compile(r"[（(][^（）()]*(?:示例|虚构)[^（）()]*[）)]")
_LABELLED = re.compile(r"^[^：:。]{1,8}[：:]|^(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)])|^\||^附件")
_ISSUE = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*期")
_BODY = re.compile(r"(?:联络委|委员会|办公室|政协|街道|镇|乡)$")
_MASTHEAD = re.compile(r"(?:简报|专报|信息|动态|通讯|快报|工作交流)$")


def title_of(text: str, name: str) -> tuple[str, bool]:
    """The heading or first line that reads like a title, no masthead; else, False, the file's name."""
    lines = [_NOTE.sub("", line).strip() for line in text.splitlines() if line.strip()][:12]
    lines = [line for line in lines if line]
    for index, line in enumerate(lines):
        bare = line.lstrip("# ")
        following = lines[index + 1] if index + 1 < len(lines) else ""
        masthead = _MASTHEAD.search(bare) and _ISSUE.search(following)
        if masthead or _ISSUE.search(bare) or _LABELLED.match(bare) or not 4 <= len(bare) <= 60:
            continue
        if re.search("[。；]|，$", bare):
            break
        if _BODY.search(bare):
            continue
        bare = bare.rstrip("：:")
        return (bare + following if following.startswith("——") else bare), True
    return title_from_name(PurePath(name).stem), False
