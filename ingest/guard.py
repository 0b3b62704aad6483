"""Secrecy marks: a paper that carries one is refused before anything of it is stored or sent anywhere."""

import re
import unicodedata
from collections.abc import Iterator

from ingest.refusals import Refusal, Refused

_SIMPLIFIED = str.maketrans("絕機內級開資傳閱參", "绝机内级开资传阅参")

_CLASS = "(?:绝密|机密|秘密)"
_TERM = r"(?:长期|\d{1,2}(?:年|个月)|[一二三四五六七八九十]{1,3}年)"
_URGENCY = "(?:特急|加急|急件|平急|特提)"
# A mark stands alone in its line; 保守国家秘密 in a sentence is no mark. OCR reads the star as many things.
_CLASSIFIED_LINE = re.compile(rf"\d{{0,8}}{_CLASS}[级件]?(?:.?{_TERM}?|.{{0,2}}{_TERM}){_URGENCY}?\d{{0,8}}")
_CLASSIFIED = re.compile(
    rf"{_CLASS}[级件]?[★☆✩⭐*＊]|(?:密级|保密等级|秘密等级)[:|是为]*{_CLASS}|\|{_CLASS}(?:{_TERM})?\|"
)

_INTERNAL_WORD = "内部(?:文件|资料|材料|传阅|使用|参考|参阅|掌握|刊物|文稿|明电|发行|工作资料)"
_CLOSED = "(?:不予公开|不公开|不宜公开|不得公开|不对外公开|不向社会公开)"
_KEEP_IN = (
    "(?:(?:不得|不准|严禁|请勿|切勿|禁止|勿)(?:对外|随意|擅自)?(?:外传|扩散|外泄|复制|转发|传播|公开|翻印))"
)
_INTERNAL_LINE = re.compile(
    rf"(?:(?:(?:仅供|仅限|限)内部(?:使用|传阅|参考|参阅|交流|掌握|阅读)?|{_INTERNAL_WORD}|内部)[,、:;!★.]*"
    rf"(?:{_KEEP_IN}|注意保[存密管]|请?妥善保管|仅供参考|.{{0,2}}后(?:收回|销毁|退回))?|{_CLOSED}(?:发布)?|{_KEEP_IN})[。!★]*"
)
_INTERNAL = re.compile(
    rf"(?:此件|本件|此文|本文件?|本材料|本资料|本纪要|本报告|本简报)[^。;|]{{0,6}}?"
    rf"(?:{_CLOSED}|{_KEEP_IN}|(?:仅供|仅限|限)内部|{_INTERNAL_WORD})"
    rf"|(?:公开(?:属性|方式|类别|类型|形式|选项|范围)|信息公开(?:属性|方式|类别|选项)?|密级)[:|]*(?:{_CLOSED}|内部)"
    rf"|{_INTERNAL_WORD}[,、]?(?:{_KEEP_IN}|注意保[存密管])"
)
_BRACKETS = re.compile(r"^[\W_]+|[\W_]+$")
_EDGE = r"(?:^|$|[^\w]|[_\d])"
_CLASSIFIED_NAME = re.compile(rf"{_EDGE}{_CLASS}(?:[级件]|文件|资料|材料)?{_EDGE}|{_CLASS}[★☆*]")
_INTERNAL_NAME = re.compile(rf"{_EDGE}(?:{_INTERNAL_WORD}|内部|{_CLOSED}|{_KEEP_IN}){_EDGE}")


def check_marks(text: str, name: str = "") -> None:
    """Raises Refused where the text or the file's name carries a mark of secrecy.

    `text` is everything that the file shows: body, page heads and feet, watermarks.
    """
    stem = _plain(name)
    lines = list(_lines(text))
    if _CLASSIFIED_NAME.search(stem) or any(_marked(line, _CLASSIFIED_LINE, _CLASSIFIED) for line in lines):
        raise Refused(Refusal.CLASSIFIED)
    if _INTERNAL_NAME.search(stem) or any(_marked(line, _INTERNAL_LINE, _INTERNAL) for line in lines):
        raise Refused(Refusal.INTERNAL)


def _marked(line: str, alone: re.Pattern[str], anywhere: re.Pattern[str]) -> bool:
    bare = _BRACKETS.sub("", line)
    return bool(alone.fullmatch(bare) or anywhere.search(line) or any(map(alone.fullmatch, _cells(line))))


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
    if column:
        yield column


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED).split())
