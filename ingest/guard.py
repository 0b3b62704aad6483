"""Secrecy marks: a paper that carries one is refused before anything of it is stored or sent anywhere."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ingest.refusals import Refusal, Refused

_SIMPLIFIED = str.maketrans("絕機內級開資傳閱參", "绝机内级开资传阅参")

_CLASS = "(?:绝密|机密|秘密)"
_TERM = r"(?:长期|\d{1,2}(?:年|个月)|[一二三四五六七八九十]{1,3}年)"
_URGENCY = "(?:特急|加急|急件|平急|特提)"
# A mark stands alone in its line; 保守国家秘密 in a sentence is no mark. OCR reads the star as many things.
_CLASSIFIED_LINE = re.compile(
    rf"[\dA-Za-z]{{0,12}}{_CLASS}[级件]?(?:.?{_TERM}?|.{{0,2}}{_TERM}){_URGENCY}?[\dA-Za-z]{{0,12}}"
)
_CLASSIFIED = re.compile(
    rf"{_CLASS}[级件]?[★☆✩⭐*＊]|(?:密级|保密等级|秘密等级|classification)[:|是为]*{_CLASS}|\|{_CLASS}(?:{_TERM})?\|"
)

_INTERNAL_WORD = (
    "内部(?:文件|资料|材料|传阅|使用|参考|参阅|掌握|刊物|文稿|明电|发行|工作资料"
    "|事项|情况|简报|通报|(?:征求意见|讨论|送审)稿)"
)
_WORK_SECRET = (
    f"(?:工作秘密|敏感(?:信息|文件|资料|材料|件)|(?:核心|普通)商(?:业秘)?密|商密)(?:.?{_TERM})?"
    "|内参|请?注意保密[,、]?|阅后(?:退回|收回|即焚|销毁)"
)
_PAPER = (
    "[此本该](?:件|文件?|材料|资料|纪要|报告|简报|通知|方案|意见|决定|通报|函|办法|规定|清单|名单|记录|表)"
)
_CLOSED = "(?:不予公开|不公开|不宜公开|不得公开|不对外公开|不向社会公开)"
_KEEP_IN = (
    "(?:(?:不[得准要可许]|严禁|[请切]?勿|禁止)(?:对外|随意|擅自)?"
    "(?:外[传泄]|扩散|复[制印]|摘抄|翻拍|转发|传播|公开|翻印))"
)
_INTERNAL_LINE = re.compile(
    rf"(?:(?:(?:仅供|仅限|限)内部(?:使用|传阅|参考|参阅|交流|掌握|阅读)?|{_INTERNAL_WORD}|内部)[,、:;!★.]*"
    rf"(?:{_KEEP_IN}|注意保[存密管]|请?妥善保管|仅供参考|.{{0,2}}后(?:收回|销毁|退回))?|(?:{_PAPER}[^。;|]{{0,6}}?)?{_CLOSED}(?:发布)?|{_KEEP_IN}|(?:{_WORK_SECRET})+|内部.?{_TERM})[。!★]*"
)
_INTERNAL = re.compile(
    rf"(?:此件|本件|此文|本文件?|本材料|本资料|本纪要|本报告|本简报)[^。;|]{{0,6}}?"
    rf"(?:{_CLOSED}|{_KEEP_IN}|(?:仅供|仅限|限)内部|{_INTERNAL_WORD})"
    rf"|(?:公开(?:属性|方式|类别|类型|形式|选项|范围)|信息公开(?:属性|方式|类别|选项)?|密级)[:|]*(?:{_CLOSED}|内部)"
    rf"|{_INTERNAL_WORD}[,、]?(?:{_KEEP_IN}|注意保[存密管])|^.{{1,24}}[(【\[]内部[)】\]]$"
)
_SHORT = 24  # letters of a line in which several marks may stand side by side
_BRACKETS = re.compile(r"^[\W_]+|[\W_]+$")
_EDGE = r"(?:^|$|[^\w]|[_\d])"
_INTERNAL_NAMES = f"(?:{_INTERNAL_WORD}|{_CLOSED}|{_KEEP_IN})"
_KIND = (
    "(?:通知|意见|方案|办法|规定|细则|报告|纪要|记录|简报|材料|资料"
    "|名单|清单|台账|稿|表|函|请示|批复|计划|总结|决定|通报)"
)
_CLASSIFIED_NAME = re.compile(
    rf"{_EDGE}{_CLASS}(?:[级件]|文件|资料|材料)?{_EDGE}|{_CLASS}[★☆*]|{_KIND}{_CLASS}{_EDGE}|{_EDGE}{_CLASS}关于"
)
_INTERNAL_NAME = re.compile(
    rf"{_EDGE}(?:{_INTERNAL_NAMES}|内部|(?:{_WORK_SECRET})){_EDGE}|{_KIND}{_INTERNAL_NAMES}{_EDGE}|{_EDGE}{_INTERNAL_NAMES}关于"
)
# In a list of what is published and what is not, the words describe its rows.
_PUBLISHED = re.compile(r"\|(?:主动公开|依申请公开|公开)\|")


def check_marks(text: str, *labels: str) -> None:
    """Raises Refused where the text or a label carries a mark of secrecy.

    `text` is everything that the file shows: body, page heads and feet, watermarks. A label is the file's
    name, with its folders, or what the file says of itself out of sight, such as its key words.
    """
    names = [_plain(label) for label in labels]
    lines = list(_lines(text))
    if any(map(_CLASSIFIED_NAME.search, names)) or any(
        _marked(line, _CLASSIFIED_LINE, _CLASSIFIED, _cells(line)) for line in lines
    ):
        raise Refused(Refusal.CLASSIFIED)
    is_list = any(map(_PUBLISHED.search, lines))
    if any(map(_INTERNAL_NAME.search, names)) or any(
        _marked(line, _INTERNAL_LINE, _INTERNAL, [] if is_list else _cells(line)) for line in lines
    ):
        raise Refused(Refusal.INTERNAL)


def _marked(line: str, alone: re.Pattern[str], anywhere: re.Pattern[str], cells: Sequence[str]) -> bool:
    bare = _BRACKETS.sub("", line)
    return bool(alone.fullmatch(bare) or anywhere.search(line) or any(map(alone.fullmatch, cells)))


def _cells(line: str) -> list[str]:
    return line.split("|") if line.startswith("|") else []


def _lines(text: str) -> Iterator[str]:
    """Lines without white space, and their parts; a watermark's letters, one to a line, are put together."""
    column = ""
    for line in text.splitlines():
        plain = _plain(line)
        if len(plain) == 1:
            column += plain
            continue
        if plain:
            yield from (part for part in (column, plain) if part)
            column = ""
            parts = re.split(r"\s{2,}|[\t\u3000]", line.strip())
            yield from map(_plain, parts if len(parts) > 1 else ())
            if len(plain) <= _SHORT and not plain.startswith("|"):
                yield from (part for part in map(_plain, line.split()) if 4 <= len(part) < len(plain))
    if column:
        yield column


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED).split())
