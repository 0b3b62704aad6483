"""Messages about papers, read before anything else: a request, a change to the open draft, its export."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from dataclasses import replace

from bot.actions.action import Name
from bot.actions.paper_checks import check, check_text, export
from bot.actions.papers import (
    OfPaperArguments,
    changed,
    drop,
    open_paper,
    show,
    start_paper,
    switch,
    take_back,
)
from bot.actions.prepare import kept_card
from bot.messages import Reply, says
from bot.texts import papers as texts_papers
from bot.texts import people as texts_people
from bot.turn import Turn
from bot.understanding.paper_requests import (
    PaperRequest,
    asks_to_check,
    forges,
    kind_in,
    read_request,
    read_topic_and_points,
    speaks_of_papers,
)
from knowledge.papers.edits import edit
from knowledge.papers.model import PaperKind
from knowledge.reading.characters import normalised

_DRAFT = r"(?:我的?|刚才|上次|之前|前几天|昨天|那[份篇个]|这[份篇个]|的)*(?:稿子?|草稿|提案|社情民意(?:信息)?|发言(?:提纲|稿)|纪要|文稿)"
_SHOW = re.compile(
    rf"^(?:请|再|帮我)*(?:继续|接着|回到|打开|看看?|看一下|显示|接着写|继续写|改)(?:写|改|看)?{_DRAFT}(?:吧|呢)?$|^(?:继续|接着)(?:写|改)(?:吧)?$"
)
_EXPORT = re.compile(
    rf"^(?:请|帮我|把)*(?:{_DRAFT})?(?:导出|生成|出|发我|下载|输出|导成|转成)(?:一?[份个])?(?:(?:word|docx?|文档|文件)+)?(?:{_DRAFT})?(?:吧|给我)?$",
    re.IGNORECASE,
)
_CHECK = re.compile(
    rf"^(?:请|帮我|再)*(?:查(?:一下|查)?|检查(?:一下)?|看看有没有|把把?关)(?:有没有|有什么)?(?:问题|毛病|{_DRAFT})(?:吧)?$"
)
_SWITCH = re.compile(
    r"^(?:请|还是)*(?:换一种|换个(?:形式|文种)|换成?|改成?|改写成|写成)(?:一?[份篇个])?(提案|社情民意(?:信息)?|发言(?:提纲|稿)|(?:协商)?纪要)?(?:吧)?$"
)
_BACK = re.compile(
    r"^(?:不对|不要)?(?:撤销|退回|恢复|改回|还原|撤回)(?:去|来|到?刚才的?|上一步|原来的?|刚才那步)*(?:吧)?$"
)
_QUESTION = re.compile(r"要?多少|怎么|如何|谁|哪|什么|几[户个人]|有没有|能不能|可不可以|是否|吗|[？?]")
_DROP = re.compile(
    rf"^(?:这[份篇个])?(?:{_DRAFT})?(?:不要|不写|作废|删掉|丢掉)(?:了|吧)*(?:{_DRAFT})?$|^(?:删掉|不要){_DRAFT}(?:了|吧)*$"
)


def take_up_paper(turn: Turn) -> list[Reply] | None:
    """None where the message is about something else."""
    text = turn.incoming.text.strip()
    if turn.incoming.forwarded or turn.incoming.edited:
        return None  # somebody else's words change no draft, and nothing is changed twice
    if turn.in_group:
        asks = read_request(text) is not None
        return says(texts_people.PRIVATE_ONLY) if asks else None
    wanted, turn.state.paper_wanted = turn.state.paper_wanted, None
    if (speaks_of_papers(text) or turn.state.paper is not None or wanted is not None) and forges(text):
        return says(texts_papers.NO_FORGING)
    if (sent := asks_to_check(text)) is not None:
        return check_text(turn, *sent)
    return _of_open_paper(turn, text) or _new_paper(turn, text, wanted)


def take_back_change(turn: Turn) -> list[Reply] | None:
    """撤销 right after a change of the open draft; else it is the ledger's."""
    saved = open_paper(turn)
    said = re.sub(r"[，。！!\s]+", "", normalised(turn.incoming.text))
    if saved is None or turn.in_group or turn.state.cards.in_view or not _BACK.match(said):
        return None
    return take_back(turn, saved)


def _new_paper(turn: Turn, text: str, wanted: str | None) -> list[Reply] | None:
    if (request := read_request(text)) is not None:
        return start_paper(turn, _with_last_topic(turn, request))
    if wanted is not None and not re.search(r"[?？]$|^/", text):
        return start_paper(turn, read_topic_and_points(PaperKind(wanted) if wanted else None, text))
    return None


def _of_open_paper(turn: Turn, text: str) -> list[Reply] | None:
    saved = open_paper(turn)
    if saved is None:
        return None
    plain = re.sub(r"[，。！!\s]+", "", normalised(text))
    this = OfPaperArguments(paper_id=saved.id)
    if match := _SWITCH.match(plain):
        kind = kind_in(match[1]) if match[1] else None
        return switch(turn, this.model_copy(update={"kind": list(PaperKind).index(kind)}) if kind else this)
    for pattern, action in ((_SHOW, show), (_EXPORT, export), (_CHECK, check), (_DROP, drop)):
        if pattern.match(plain):
            return action(turn, this)
    edited = edit(saved.paper, text, turn.knowledge.district)
    return None if edited is None else changed(turn, saved, edited)


def _with_last_topic(turn: Turn, request: PaperRequest) -> PaperRequest:
    """帮我写个提案 after a card is about its meeting, after a question about what was asked."""
    card = kept_card(turn, turn.state.card_id) if turn.state.action == Name.PREPARE else None
    if not request.topic and card is not None:
        meeting = card.meeting
        return replace(request, topic=meeting.topic, town=meeting.town, minutes=meeting.minutes)
    arguments = turn.state.arguments
    last = _QUESTION.split(str(arguments.get("topic") or arguments.get("text") or ""))[0].strip("？?。，的 ")
    if request.topic or not 2 <= len(last) <= 40:
        return request
    return replace(request, topic=last)
