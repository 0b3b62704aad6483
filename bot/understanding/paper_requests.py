"""What a message asks of papers: which kind, about what, with which points."""

import re
from dataclasses import dataclass

from knowledge.papers.model import PaperKind
from knowledge.reading.characters import normalised, number

TOPIC_MOST = 60  # characters: past that it is the text, and no longer what it is about
_KINDS = (
    (PaperKind.SPEECH, r"发言(?:提纲|稿|材料)?|讲话稿|提纲"),
    (PaperKind.REPORT, r"社情民意(?:信息)?|民意信息|信息稿"),
    (PaperKind.MINUTES, r"(?:协商|会议|座谈)?纪要|协商建议|成果清单"),
    (PaperKind.PROPOSAL, r"提案"),
)
_MINUTES = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]{1,2})(?:来)?分钟")
_MOST_MINUTES = 10  # a plenary speech has 2,000 characters
_KIND = "|".join(words for _, words in _KINDS)
_VERB = r"(?:写|拟|起草|草拟|弄|出|做|搞|整理|生成|准备|来)(?:出|成|一?下)?(?:一?[份篇个条件])?"
_ASKS = re.compile(rf"{_VERB}(?P<about>[^。！？\n]{{0,60}}?)(?:的)?(?P<kind>{_KIND})")
_HOW = re.compile(
    r"(?:怎么|如何|咋|怎样|什么是|啥是|谁|多少|要不要|能不能自己|有没有)[^。]{0,6}(?:写|起草|办|立案)|(?:提案|社情民意|纪要).{0,8}(?:规定|流程|多久|期限|条件|要求)"
)
_ASK_WORDS = re.compile(
    r"帮|替我|给我|请|我想|我要|想|需要|来|麻烦|^\s*(?:写|拟|起草|整理|生成|出|弄|做|搞|草拟)|写[个份篇一]"
)
_ABOUT = re.compile(rf"关于(?P<t>[^。！？\n]{{1,60}}?)(?:的)?(?:{_KIND})")
_ON = re.compile(
    rf"(?:就|围绕|针对|把|将|为)(?P<t>[^。！？，\n]{{1,60}}?)(?:这件事|这事|的事|问题)?[，,]?(?:帮我|给我)?{_VERB}"
)
_LABEL = re.compile(
    r"^[，,。：:、\s]*(?:主题|题目|内容|议题|案由|关于|是关于|反映|说的是|讲的是|就是|写|是)*[是为：:]?\s*"
)
_POLITE = re.compile(r"^(?:请|麻烦|帮忙?|我|给|替|你|想|要|需要|一下|再|板凳|小板凳|，|,|\s)+")
# 会上有人说路灯不亮三个月了，我想写个社情民意: the matter stands before the wish
_WISH = re.compile(
    r"[，,。；;！!\s]*(?:所以|那么?|就|我|咱|想|要|打算|准备|帮忙?|请|给|替|你|您|能不能|可以|可否|麻烦)*$"
)
_TOLD_BY = re.compile(
    r"^(?:会上|今天|昨天|最近|刚才|有的?|不少|很多|好几个|些|个|人|居民|群众|大家|村民|业主|委员|老百姓|们|都|也|又|跟我|向我|老是)*"
    r"(?:说|反映|反应|提到|讲|投诉|抱怨|诉苦)[：:，, ]*"
)
_CHECK = re.compile(
    rf"(?:检查|查一?查|查一下|把把?关|审一?审|审核|看一?看|看一下|核一?核|挑挑)[^。\n]{{0,14}}(?:{_KIND}|稿子?|草稿)|(?:{_KIND}|稿子?|草稿)[^。\n]{{0,10}}(?:有没有|有无|有什么|能不能)(?:问题|毛病|立案)"
)
_OTHERS = re.compile(
    r"(?:以|用|冒用?|假借|借|顶着|署|签|写|落款)[^。，\n]{0,12}(?:的)?(?:名义|名字|署名|签名|落款)|(?:代|替|模仿|仿|伪造|冒充|冒)[^。，\n]{0,10}(?:签[名字]|署名|笔迹|公章|盖章|手印)|(?:盖|加盖)[^。，\n]{0,8}公章|冒充"
)
_OWN_NAME = re.compile(
    r"(?:以|用|署|签|写)(?:上)?(?:我|本人|自己|我自己|我个人)(?:的)?(?:名义|名字|署名|签名)"
)
_FORGES = re.compile(
    r"伪造|编造|虚构|杜撰|造假|编(?:个|几个|一个|一些|点|些|一组)|凑几?个(?:数|数据)|假(?:装|的)?(?:数据|数字|批示|签名|办结|结果)"
    r"|(?:没|未|还没)(?:有)?[^。，\n]{0,10}(?:办|谈|落实|解决|答应|同意|开)[^。\n]{0,10}(?:写成|说成|改成|记成|算作|当作|写)[^。\n]{0,8}(?:已|办结|办好|同意|落实|解决|通过|答应)"
    r"|(?:写成|说成|就说|改成|记成)[^。，\n]{0,12}(?:已经?办结|已经?落实|都同意|全部同意|全票|一致通过|领导批示|已经?批示|已经?立案|已采用)"
)


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """`kind` None: the assistant proposes one; `topic` empty: it was not said."""

    kind: PaperKind | None
    topic: str
    points: tuple[str, ...] = ()
    town: str | None = None  # of the meeting that was prepared
    minutes: int | None = None  # to speak


def minutes_in(text: str) -> int | None:
    """我讲3分钟"""
    said = _MINUTES.search(normalised(text[:400]))
    return min(number(said[1]) or 0, _MOST_MINUTES) or None if said else None


def forges(text: str) -> bool:
    """Somebody else's name or signature, or an outcome or figures that are not there."""
    plain = normalised(text)
    return bool(_FORGES.search(plain)) or bool(_OTHERS.search(plain) and not _OWN_NAME.search(plain))


def speaks_of_papers(text: str) -> bool:
    return bool(re.search(_KIND, normalised(text)))


def asks_to_check(text: str) -> tuple[PaperKind, str] | None:
    """The kind and the draft of a message that brings a draft along to be checked."""
    head, _, rest = text.strip().partition("\n")
    if not rest and "：" in head:
        head, _, rest = head.partition("：")
    if len(rest.strip()) < 30 or len(head) > 40 or not _CHECK.search(normalised(head)):
        return None
    return kind_in(head) or PaperKind.PROPOSAL, rest.strip()


def kind_in(text: str) -> PaperKind | None:
    plain = normalised(text)
    return next((kind for kind, words in _KINDS if re.search(words, plain)), None)


def read_request(text: str) -> PaperRequest | None:
    """None where the message asks for no paper to be written."""
    plain = normalised(text)
    head = plain[:120]
    asked = _ASKS.search(head)
    if asked is None or _HOW.search(head) or not _ASK_WORDS.search(head[: asked.end()]):
        return None
    request = _request(kind_in(asked["kind"]), text, asked.end(), _topic_before(head, asked))
    told = _TOLD_BY.sub("", _WISH.sub("", text[: asked.start()]))
    return request if request.topic or len(told) < 4 else _request(request.kind, told, 0, "")


def read_topic_and_points(kind: PaperKind | None, text: str) -> PaperRequest:
    """What follows /paper, or the answer to the question what it is about."""
    start = re.match(rf"\s*(?:{_KIND})(?=[\s，,：:])", normalised(text))
    named = kind_in(start.group()) if start else None
    return _request(kind or named, text, start.end() if start else 0, "")


def _topic_before(head: str, asked: re.Match[str]) -> str:
    if about := _ABOUT.search(head):
        return about["t"]
    on = _ON.search(head)
    if on and on.start() < asked.start() + 2 and len(on["t"]) > 1:
        return on["t"]
    said = asked["about"].strip("，,的 ")
    return re.sub(r"^(?:一?[份篇个条件]|关于|有关)+", "", said).strip("的 ")


def _request(kind: PaperKind | None, text: str, end: int, topic: str) -> PaperRequest:
    """Without a topic so far the first clause of what follows is it; the rest are points."""
    rest = _LABEL.sub("", text[end:], count=1).strip()
    if not topic:
        first = re.match(r"[^，,。；;！!？?\n：:]+", _POLITE.sub("", rest))
        topic = first.group().strip() if first else ""
    topic = re.sub(r"(?:的)?(?:事情?|这件事|问题的?事)$", "", topic).strip("“”\"'的 ，。")
    is_more = bool(rest) and len(rest.rstrip("。！？ ")) > len(topic) + 4
    return PaperRequest(kind, topic, (rest,) if is_more else ())
