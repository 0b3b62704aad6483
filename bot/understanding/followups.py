"""Questions that lean on what was shown before: 那第二条呢, 这个谁负责, 2023年以后的呢, 那城东呢."""

import re
from datetime import datetime

import cn2an

from bot.actions import BY_NAME
from bot.actions.action import Name, Narrowing
from bot.actions.followups import ItemArguments, show_item
from bot.actions.source import SourceArguments, open_chunk, source
from bot.messages import Reply, says
from bot.texts import NO_CONTEXT
from bot.texts.ledger import NOTHING_FOUND
from bot.turn import Turn
from knowledge.profile import District
from knowledge.reading.characters import normalised
from knowledge.reading.questions import read_filters

_SHORT = 20  # characters: a longer message is a question of its own
_ITEM = re.compile(
    r"^(?:那|那么|请问|看看|看一?下|打开|展开|再?说说)*(?:它的)?第([一二两三四五六七八九十百\d]{1,4})[条个件项]"
    r"(?:呢|吧|吗|的原文|原文|怎么说的?|是什么|说的?什么|讲的?什么|详细[的点]?|具体[的点]?)*$"
)
_POINTS_BACK = re.compile(r"^(?:那|那么)?(?:这个|这件事|这事|这类|这种|它|那个|这条|该)[^谁]{0,6}")
# 那要多少业主同意, 那费用怎么分: a question without its subject, which is the one of the last question
_WITHOUT_SUBJECT = re.compile(
    r"^(?:那|那么)(?=要不要|要多|要几|需要|得|多少|多久|多长|几|谁|怎么|如何|哪|能|可不?可以|什么|费用|钱|资金|补贴|补助|标准|条件"
    r"|期限|时间|手续|流程|材料|比例|同意|不同意|不)"
)
_WHO = re.compile(r"谁|哪个部门|哪个单位|归[谁哪]|找哪")
_ONLY_NARROWS = re.compile(
    r"(?:那|那么|只看|只要|看看|有没有|要|换成|改成|限|在|里|内|以来|以后|之后|以前|之前|以内|的|呢|吗|了|年|近|最近|这|"
    r"今|去|前|后|至今|到现在|[一二两三四五六七八九十\d]|办成|办结|落实|没|未|谈成|谈拢|成功|失败|[，。？?\s])+"
)
_PUNCTUATION = re.compile(r"[，。！？?!\s]+")


def follow_up(turn: Turn) -> list[Reply] | None:
    """Replies to a message that only makes sense after the last answer; None where it stands by itself."""
    text = _PUNCTUATION.sub("", normalised(turn.incoming.text))
    if not 0 < len(text) <= _SHORT:
        return None
    if match := _ITEM.match(text):
        return _item(turn, int(cn2an.cn2an(match[1], "smart")))
    if turn.state.action is None:
        return says(NO_CONTEXT) if _points_back(text) else None
    leaning = _POINTS_BACK if _points_back(text) else _WITHOUT_SUBJECT
    if leaning.match(text):
        return _repeat(turn, f"{turn.state.arguments['text']} {leaning.sub('', text)}", Narrowing())
    narrowing = read_narrowing(text, turn.incoming.now, turn.knowledge.district)
    if narrowing is not None:
        return _repeat(turn, turn.state.arguments["text"], narrowing)
    return None


def _points_back(text: str) -> bool:
    return bool(_POINTS_BACK.match(text)) and (bool(_WHO.search(text)) or len(text) <= 12)


def read_narrowing(text: str, now: datetime, district: District) -> Narrowing | None:
    """Filters of a message that says nothing beyond them; None otherwise."""
    filters = read_filters(text, now, district)
    narrowing = Narrowing.model_validate(filters, from_attributes=True)
    if narrowing == Narrowing():
        return None
    rest = text
    for entry in (*district.towns, *district.units):
        if entry.name in (narrowing.town, narrowing.department):
            for name in sorted((entry.name, *entry.aliases), key=len, reverse=True):
                rest = rest.replace(name, "")
    return narrowing if not rest or _ONLY_NARROWS.fullmatch(rest) else None


def _item(turn: Turn, number: int) -> list[Reply] | None:
    """The n-th thing shown; after an article was opened, article n of the same document."""
    state = turn.state
    if state.items:
        ids = state.items[number - 1 : number] if number else []
        return show_item(turn, ItemArguments(item_id=ids[0])) if ids else says(NOTHING_FOUND)
    if state.focus is not None:
        article = turn.knowledge.library.article(state.focus, f"第{_numeral(number)}条")
        if article is not None:
            return open_chunk(turn, article)
    if state.answer_id is None:
        return says(NO_CONTEXT)
    return source(turn, SourceArguments(answer_id=state.answer_id, number=number))


def _numeral(number: int) -> str:
    return re.sub("^一十", "十", cn2an.an2cn(number))


def _repeat(turn: Turn, text: str, narrowing: Narrowing) -> list[Reply]:
    action = BY_NAME[Name(turn.state.action or Name.ASK)]
    before = action.arguments.model_validate(turn.state.arguments)
    filters = narrowing.or_else(Narrowing.model_validate(turn.state.arguments.get("filters", {})))
    changed = before.model_copy(update={"text": text, "filters": filters})
    return action.run(turn, changed)
