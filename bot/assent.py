"""Words that confirm, hold back or take back: 存吧, 就按这个记, 大田那张也存了, 等等, 刚才那个记错了."""
# ruff: noqa: E501 — a pattern is read best on one line

import re

from bot.cards import Card, FollowUpCard, OpenCards, RecordCard, UpdateCard, UploadCard
from knowledge.profile import District
from knowledge.reading.names import names_of

SHORT = 16  # a mere yes or no is no longer
MARKS = r"[，,。！!~～、；;\s]"
POLITE = r"知道了?|明白了?|收到|晓得了?|好[的了啊吧嘞哒滴]?|嗯+呐?|哦+|噢|那|就|都|吧|了|啊|呀|哦|哈+|嘛|先|请|帮我|给我|的|(?:谢谢|多谢|感谢|辛苦|麻烦|劳驾)[您你]?了?|我看|看过|核对过?|(?:照|按)(?:这个|这样|此)?|这[个样么]|上去?|一?下|来|它|无误|内容|一起"
_STORE = r"存(?:一?下|档|起来|上|了|吧|着|进去|入台账)?|保存|入库|收入库里?|提交|记上|记下来?|记[好着]|记(?:吧|了)?$"
_YES = rf"{_STORE}|确认|确定|就(?:这样|这么(?:存|办|定)?)?|是[的啊]?|对的?|没问题|没错|没毛病|无误|正确|可以|好的?|行|嗯+|妥|中|成|得嘞|要得|同意|ok|okay|yes"
# 前面那张会议卡片, 这两条: what is to be stored, or that it is so too
_POINTS = r"这回|这下|这次|现在|的|也|只|把|刚才|刚刚|前面|上面|上一|这|那|第|头|[一二两三四几\d]|张|条|个|件|份|会议|会|协商|记录|进展|卡片?"
_ASSENT = re.compile(rf"(?:{MARKS}|{_YES}|{POLITE})+", re.IGNORECASE)
_SAYS_YES = re.compile(_YES, re.IGNORECASE)
_STORES = re.compile(rf"(?:{MARKS}|{_YES}|{POLITE}|{_POINTS})+", re.IGNORECASE)
_STORE_WORD = re.compile(_STORE)
_ALL = re.compile(
    rf"(?:{MARKS}|好的?|行|把|也)*(?:都|全都?|全部|两张?都?|一起)(?:给我)?(?:存|保存|入库)(?:吧|了|上|下|起来)*"
)
_LAST_CHANGE = r"(?:刚才|刚刚|上一|上面|最后)(?:的|那|个|条|步|次|一|改动|操作|更新|记录)*"
_UNDO = re.compile(
    rf"(?:{_LAST_CHANGE}(?:点错|说错|弄错|搞错|记错)了?)?(?:帮我|请|先)*(?:撤销|撤回|反悔|退回去?|改回(?:去|来)|恢复原样)(?:吧|了|一下|掉|撤销|撤回|{_LAST_CHANGE})*"
    rf"|(?:帮我|请|先|把)*{_LAST_CHANGE}(?:给我)?(?:撤销?|撤回|取消|退回|恢复|不算|作废|点错|说错|弄错|搞错|记错)(?:了|掉|吧|回去?|一下)*"
)
_HOLD = re.compile(
    r"(?:先)?(?:等等|等一?下|等一?会儿?|慢着|慢点|稍等)[，, ]*"
    r"(?:我?再?(?:看看|核对一?下|想想))?(?:先)?(?:别|不要?|不)?存?(?:吧|了)?"
)
_EARLIER = re.compile(r"前面|上一|之前|头一|第一张")
_OF_A_SORT: tuple[tuple[str, type[Card]], ...] = (("会|协商|记录|纪要", RecordCard), ("进展", UpdateCard))


def says_yes(plain: str) -> bool:
    """对, 没问题, 存吧谢谢; 好了 alone may tell of the matter itself."""
    return (
        len(plain) <= SHORT
        and bool(_ASSENT.fullmatch(plain) and _SAYS_YES.search(plain))
        and not re.fullmatch(rf"(?:对|好)了{MARKS}*", plain)
    )


def says_store(plain: str, district: District) -> bool:
    """Whether a card is to be stored in so many words, whichever was shown last: 存, 大田那张也存了."""
    for mention in reversed(names_of(district).find(plain)):
        plain = plain[: mention.start] + plain[mention.end :]
    return len(plain) <= SHORT and bool(_STORES.fullmatch(plain) and _STORE_WORD.search(plain))


def says_store_all(plain: str) -> bool:
    return bool(_ALL.fullmatch(plain))


def says_hold(plain: str) -> bool:
    return bool(_HOLD.fullmatch(plain))


def says_undo(plain: str) -> bool:
    """Whether the last change to the ledger is to be taken back."""
    return bool(_UNDO.fullmatch(re.sub(rf"{MARKS}|、", "", plain)))


def card_meant(plain: str, cards: OpenCards, district: District) -> Card | None:
    """The open card that `plain` names by its town, body or sort; else the last."""
    named = {mention.name for mention in names_of(district).find(plain)}
    if fitting := [card for card in cards.cards if named & _names_on(card)]:
        return fitting[-1]
    for words, sort in _OF_A_SORT:
        if re.search(words, plain) and (fitting := [c for c in cards.cards if isinstance(c, sort)]):
            return fitting[-1]
    return cards.cards[-2] if _EARLIER.search(plain) and len(cards.cards) > 1 else cards.current


def _names_on(card: Card) -> set[str | None]:
    match card:
        case RecordCard(draft=draft) | FollowUpCard(draft=draft):
            return {draft.town, draft.form, *draft.units, *(c.unit for c in draft.commitments)}
        case UploadCard(draft=document) if document.consultation is not None:
            return {document.consultation.town}
    return set()
