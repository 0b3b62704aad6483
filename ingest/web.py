"""Saved web pages: their encoding, lines of menus, and pages kept as one MHTML file."""

import email
import email.policy
import re
from html import unescape

from ingest.decoding import decode, is_garbled
from ingest.refusals import Refusal, Refused

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_LABELS = re.compile(
    r"<title\b[^>]*>(.*?)</title\s*>|<meta\b[^>]*?\bcontent\s*=\s*[\"']([^\"'>]{1,300})",
    re.IGNORECASE | re.DOTALL,
)
_MENU = re.compile(
    r"^(?:\s*(?:首页\s*[>＞»/|].*|首页|网站首页|返回首页|当前位置.*|您(?:现在|当前)?(?:所在)?的?位置.*|[【\[]?(?:打印|关闭|收藏|返回|保存)(?:窗口|本页|此页|页面|顶部)?[】\]]?|分享到?.*|字体?[：:]?.*小.*|"
    r"【?(?:大|中|小)】?|上一[篇条页].*|下一[篇条页].*|无障碍.*|长者.*|网站地图|扫一扫.*|版权所有.*|主办(?:单位)?[：:].*|承办(?:单位)?[：:].*|"
    r".*(?i:copyright|all rights).*|.*ICP备.*|.*公网安备.*|技术支持.*|网站标识码.*|浏览次数.*|收藏)\s*\|?)+$"
)


def html_of(data: bytes) -> str:
    """The page as text, by the encoding that it names if that fits."""
    named = _CHARSET.search(data[:4096])
    if named:
        encoding = named[1].decode("ascii").lower()
        try:
            text = data.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
        else:
            if not is_garbled(text):
                return text
    return decode(data)


def page_of(data: bytes) -> str:
    """The HTML inside of an MHTML file."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return html_of(payload)
    raise Refused(Refusal.BROKEN)


def labels_of(html: str) -> list[str]:
    """What the page says of itself out of sight: its title and its keywords."""
    return [unescape(" ".join("".join(found).split())) for found in _LABELS.findall(html)]


def without_menus(text: str) -> str:
    """Lines of the converted page that belong to the site, not to the paper, are left out."""
    return "\n".join(line for line in text.splitlines() if not _MENU.match(line) or not line.strip())
