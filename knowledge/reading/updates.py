"""What came of a promise: the words that name it, its new state, its new day, its result."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.model import CommitmentStatus
from knowledge.reading.characters import normalised, number
from knowledge.reading.dates import Lean, mentions
from knowledge.reading.states import DEED, ClauseState, as_written, clause_state

_POSTPONED = re.compile(
    r"(?:推|延|拖|顺延|推迟|延期|延后|延长|延迟|后推|挪|缓|宽限|往后|改期|改|放|移)(?:到|至|迟到|后到|在)(?!位|货|达|场)"
    r"|改(?=\d|[一二三四五六七八九十]+月|下周|下个?月|明年)|(?:要|得|会|再)晚(?:个|上)?[半一两二三四五六七八九十\d]+(?:个)?(?:天|周|星期|礼拜|月)|延期|推迟|延后|顺延|延缓|宽限|改期|往后(?:拖|推|延|挪|放|移)|(?:又|还得|还要|继续|一再)(?:拖|等)(?=[^。]{0,12}(?:到|要|得)[^。]{0,4}(?:\d|月|年|[一二三四五六七八九十]))|再(?:等|给|缓|拖|宽限)(?:他们|我们)?(?:[一两三四五六七八九十半\d])|(?:要|得|怕是要|估计要|恐怕要)(?:等)?到(?:明年|下|年底|月底|\d|[一二三四五六七八九十]+月)|(?:来不及|赶不上|做不完|装不完|办不完|干不完|完不成|弄不完).{0,12}(?:到|要|等)"
)
_NOT_DONE = re.compile(
    rf"(?:还|一直|根本|压根|到现在|至今|仍|仍然|依然|迟迟|从来|完全|都|也|就是|死活|愣是)(?:都|也|是|还)?(?:没|未|不)(?:有|见|曾|给|来|能|肯)?(?:人|去|把)?(?:按时|按期)?{DEED}?"
    rf"|(?:没|没有|未|不)(?:有)?(?:人|按时|按期|能|见|去|给|把)?(?:人)?{DEED}(?!.{{0,3}}(?:完全|全部))|没(?:有)?(?:动静|下文|进展|反应|人管|回音|影|消息|到位|人来|动|来)|毫无|一点(?:没|动静)|纹丝|原样|老样子|一锹没|拖着|拖了|黄了|泡汤|不(?:弄|办|干|做|修|装|搞|管)了|反悔|不认账|变卦|说话不算|说了不算|食言|没影|打了?水漂|是假的|骗人|糊弄|又(?:坏|堵|乱|摆|停|占)(?:了|回|起来)|反弹|敷衍|做样子|停工|又[^，。又]{{1,4}}了(?!一[个台盏处])|等于(?:没|白)|取消了|踢皮球|推脱|没钱|(?:不|拒绝?)(?:肯|愿|让|给(?!力)|认|同意|配合|答应|公开|履行|执行|签|批)|一[一-龥](?:都|也)(?:没|未|不)|卡(?:住|着|壳)|停了|撤了|不归|[一-龥](?:不了(?!了之)|不成|不动|不下去|不下来)(?!一点)|撂(?:下|挑|荒|在)|(?:顶|退|打|驳|推)(?:了)?回(?:来|去|了)?|驳回|(?:电话|人)[^，。]{{0,3}}(?:打不通|联系不上|找不到|不接)|没有?(?:编制|经费|资金|这笔钱|预算)|烂尾|搁置|不了了之|没戏|落空|未落实"
)
_UNDER_WAY = re.compile(
    rf"正在|正(?={DEED})|正[^，。没]{{0,4}}{DEED}[^，。]{{0,4}}[呢着]|(?<![一-龥])在(?:{DEED}|弄|走流程|走程序|招标|采购|施工|推进|推|协调)|还在|仍在|推进中|进行中|施工中|办理中|(?:已经?|刚)?(?:开工|动工|进场|启动|开始|着手|动起来|立项|招标|中标|下单|订货|报批|批复|上报|送审|走流程|走程序|排上|列入计划)"
    r"|一半|大半|八成|七成|六成|三分之|百分之|\d+%|过半|部分|还剩|还差|还有[^，。]{0,8}(?:没|未)|等着?(?:批|审|验|签|货|设备|上面)|(?:递|报|交|送)上去|剩下|剩[一二两三四五六七八九十\d]|只(?:剩|差)|差不多|快(?:好|完|弄|修|装|办)|有进展|有(?:点)?眉目|在路上|方案(?:出来|定|已出)|样板|试点|先(?:修|换|装|弄)了|打地基|(?:清|修|挖|铺|装|建|做|搬|查|干|弄|刷)(?:到|至)(?:了)?(?:一?半|中途|第?[一二三四五六七八九十\d]+(?:楼|号|米|公里|层|村|组))|动手|开干|动了(?=[，。！!]|$)|还有[一二两三四五六七八九十百几\d]+|征求意见|初稿|送审|试运行|试跑|排期|排队|只(?:做|刷|装|修|换|弄|清|划)了|光(?:做|刷|装|修|换|弄|清|划)了|另一(?:边|半|头|侧)|就剩|公示期|没最后定|陆续"
)
_AHEAD = (
    r"(?:\d|[一二三四五六七八九十元正腊]+月|明年|后年|年底|月底|[下本]个?[月周]"
    r"|周[一二三四五六日]|春节|元旦|开春)"
)
_LATER = re.compile(
    rf"(?:要|得|须|须得|怕是|估计|说|恐怕|只能|最快|最早)[^，。]{{0,3}}(?:等到|到|拖到|熬到){_AHEAD}|(?:要|得|须|只能)等{_AHEAD}|(?:最快|最早|起码|至少)(?:也)?(?:要|得)?(?:等)?(?:到)?{_AHEAD}|{_AHEAD}[^，。没]{{0,10}}才(?:能|会|可以?|行|给|肯|开|有|轮)"
)
_COUNT = r"\d{1,4}|[一二两三四五六七八九十百]{1,4}"
_THING = r"[个处栋幢根台盏户条座口间块棵家套辆组段场次期批份件项公米]"
_LESS_THAN_ALL = re.compile(  # 十二栋装了八栋; 搞了两场，一共定的四场
    rf"(?:(?P<all>{_COUNT})(?P<things>{_THING})[^，。\d]{{0,10}})?(?P<deed>[一-龥](?:好|完|成|掉)?了)(?P<done>{_COUNT})(?P<same>{_THING})"
    rf"(?(all)(?P<ok>)|[^。]{{0,8}}(?:一共|总共|共|应该|定的?|答应的?|说好的?)[^，。\d]{{0,4}}(?P<all2>{_COUNT})(?P=same))"
)
_MERELY = re.compile(
    r"([一-龥])是\1了?(?![一二两三四五六七八九十\d半])(?![^，。]{0,2}[一二两三四五六七八九十\d])|(?:光|只)是?(?:说|嘴上|口头|表态|答应)|([一-龥])的还是\2|还是(?:那句|这句|老)|白(?:劝|跑|说|等|忙|问|谈|催|开)|等(?:于|同)没|[没无]人(?!再|投诉|提|反|有)[一-龥]"
)
_REST = re.compile(r"还(?:没|未|差|有)|漏?剩|另|其余|其他|就差")
_DONE = re.compile(
    rf"(?:已经?|都|全部?|终于|总算|算是|今天|昨天|刚刚?|顺利|按期|按时|如期|提前)?(?:把.{{0,10}})?{DEED}(?:好|完|掉|走|通|上|齐|妥|到位|完成|完毕|起来|下来|回来|上去|结|成|干净|出来)?(?:了|啦|喽|咯)"
    rf"|[一-龥](?:下去|出去|出来|回来|进去|走|掉|上去)了(?=[，。,！!\s]|$)|(?:(?<=.)(?<![你您还最良友爱更很])(?<![早晚]上)(?<!午)(?:好|完|妥|到位|完毕|干净|齐)(?:了|啦|$|[，。,！!\s]))|已经?(?:全部|都)?{DEED}|办结|销号|搞定|妥了|完事|结案|收尾了|竣工|完工|验收(?:通过|合格)|合格|通过了|投用|启用|到位了?|没问题|落地|亮了|畅通|解决|兑现|交付|可以(?:结|关|销|划掉|打勾)|(?:算|已)完成|完成(?:了|$|[，。,\s])|结了(?:吧)?"
)
_SIMPLY_DONE = re.compile(
    r"(?:[^\W你我他她您这那]|[给交发]我)(?:了|过了?)(?=[，。,！!\s]|$)"
)  # 统一了, 搞过了: any deed said as past
_PROMISED_ANEW = re.compile(
    r"(?:说|答应|保证|承诺|要|得|才|改|推|等)[^，。]{0,6}(?:\d{1,2}月|\d{1,2}[号日]|[一二三四五六七八九十]+月|下下?周|下下?个?(?:月|礼拜|星期)|明年|年底|月底|明天|后天|周[一二三四五六日]|(?:春节|元旦|国庆|五一)前|\d+天|[一两二三四五六七八九十]+(?:天|周|个月))"
)
_LEAD = re.compile(
    r"^(?:[，。、：:\s]|那个|这个|那件|这件|嗯|啊|哦|喂|对了|更新一?下(?:状态|进度|进展)?|汇报一?下|报告一?下|说一?下|反馈一?下|告诉你|跟你说一?下?|关于|之前|上次|上回|前面|咱们?|我们?(?!答应)|你好|记一?下|好消息|报告|就是|说的|说好的|答应的?|讲好的)+"
)
_TAIL = re.compile(
    r"(?:[，。、\s]|的?(?:那个|这个|那件|这件|那|这)?(?:事情?|事儿|活儿?|问题|工作|任务|承诺)?(?:情|项)?|说|讲|那边|今天|昨天|刚才|刚刚|现在|目前|已经?|都|全|全部|也|还|又|就|终于|总算|算是|一直|一点|根本|把|的|呢|啊|是|要|得|给|到现在|至今|按时|按期|如期)+$"
)
_POINTER = re.compile(
    r"第\s?[一二三四五六七八九十\d]{1,3}\s?[条件个项]|刚才(?:那|这)?(?:个|条|件)|上(?:面)?(?:那|一)(?:个|条|件)|最后(?:那|一)?(?:个|条|件)|(?<![一-龥])(?:那|这)(?:个|条|件)(?=[弄办推延拖已还没，可以销结])"
)


_PARTLY = re.compile(  # 焊上了漆还没刷; 只去了一个村，剩下的没影
    r"(?!拖了|等了|催了|过了|说了|问了)[一-龥](?:好|上|完|掉|成|齐)?了[^，。没未不]{0,6}[，,]?[^，。没未不]{0,6}还(?:没|未|差)"
    r"|只[一-龥]{1,2}了[^。]{1,12}(?:剩|其余|其他|别的)"
)
_CLAUSE = re.compile(r"[^，,。；;！!？?\s]+")
_EXCUSE = re.compile(r"(?:他们|人家|对方|那边)?(?:说|讲|称)|因为|理由|原因|借口|听说")
_CLOSES = re.compile(r"办结|销号|结案|结掉|(?:可以|能)(?:结|关|销|划|打勾)|满意|验收(?:通过|合格)|结了")
_WORKERS = re.compile(
    r"(?:施工队?|工人|师傅|队伍?|人家|他们|对方|工程队|厂家)$"
)  # who acts, not what is done
_SHORT = 80  # characters of a report in which every clause speaks of the same matter
_SUBJECT = 8  # characters


@dataclass(frozen=True, slots=True)
class UpdateReading:
    """`refers_to` are the message's own words for the promise; `new_due` stands only with 延期."""

    refers_to: str | None
    status: CommitmentStatus
    new_due: date | None
    result: str | None


def read_status(text: str) -> CommitmentStatus | None:
    """The state that a report names, None where it names none (or asks)."""
    found = _first(as_written(normalised(text[:2000])))
    return found[0] if found else None


def _first(plain: str) -> tuple[CommitmentStatus, int] | None:
    """State and the place where its words begin; the order settles what a mixed report means."""
    postponed = _POSTPONED.search(plain) or _LATER.search(plain)
    if postponed:
        return CommitmentStatus.POSTPONED, postponed.start()
    if (part := _part_of_all(plain)) is not None:
        return CommitmentStatus.UNDER_WAY, part
    not_done = _MERELY.search(plain) or _NOT_DONE.search(plain)
    if not_done and _PROMISED_ANEW.search(plain, not_done.start()):
        return CommitmentStatus.POSTPONED, not_done.start()
    return _by_clauses(plain, _kept_or_not(plain, not_done))


def _by_clauses(
    plain: str, found: tuple[CommitmentStatus, int] | None
) -> tuple[CommitmentStatus, int] | None:
    """What single clauses say where the words of the whole name no state, or name it done too soon."""
    if (found and found[0] is not CommitmentStatus.DONE) or _CLOSES.search(plain):
        return found
    clauses = [(m.start(), m.group(), clause_state(m.group())) for m in _CLAUSE.finditer(plain)]
    told = [(start, state) for start, words, state in clauses if state and not _EXCUSE.match(words)]
    states = [state for _, state in told]
    if not told or set(states) == {ClauseState.DONE}:
        past = told and re.search(r"了|已|全|均|都", plain)
        return found or ((CommitmentStatus.DONE, told[0][0]) if past else None)
    place = found[1] if found else told[0][0]
    if ClauseState.MOVING in states:
        return CommitmentStatus.UNDER_WAY, place
    if ClauseState.DONE in states and states[-1] is ClauseState.DONE:
        return CommitmentStatus.DONE, place
    return CommitmentStatus.NOT_DONE, place


def _part_of_all(plain: str) -> int | None:
    """Where 十二栋装了八栋 says that not all is done."""
    counted = _LESS_THAN_ALL.search(plain)
    if counted is None:
        return None
    whole, done = number(counted["all"] or counted["all2"]), number(counted["done"])
    return counted.start("deed") if (done or 0) < (whole or 0) else None


def _kept_or_not(plain: str, not_done: re.Match[str] | None) -> tuple[CommitmentStatus, int] | None:
    under_way, done = _UNDER_WAY.search(plain), _DONE.search(plain)
    before = done if not_done and done and done.start() < not_done.start() else None
    if partly := _PARTLY.search(plain):
        return CommitmentStatus.UNDER_WAY, partly.start()
    if not_done and before and _REST.match(plain, not_done.start()):
        return CommitmentStatus.UNDER_WAY, before.start()
    if not_done and not (under_way and re.search(r"最后|完全|全部|一部分|还剩|一半|还有", plain)):
        return CommitmentStatus.NOT_DONE, _least(not_done, before)
    if under_way and not (done and re.search(r"办结|销号|可以(?:结|关)|结了|验收|算完成|投用", plain)):
        return CommitmentStatus.UNDER_WAY, _least(under_way, done)
    done = done or _SIMPLY_DONE.search(plain)
    return (CommitmentStatus.DONE, done.start()) if done else None


def _least(first: re.Match[str], other: re.Match[str] | None) -> int:
    return min(first.start(), other.start()) if other else first.start()


def read_update(text: str, now: datetime) -> UpdateReading | None:
    """None where the text reports no state of a promise."""
    plain = as_written(normalised(text[:2000]))
    found = _first(plain)
    if found is None:
        return None
    status, place = found
    new_due = _new_due(text, now) if status is CommitmentStatus.POSTPONED else None
    return UpdateReading(_refers_to(text, plain, place), status, new_due, _result(text, place))


def _new_due(text: str, now: datetime) -> date | None:
    """The last day named ahead: the new one comes after the old one."""
    dates = [m for m in mentions(text[:2000], now, Lean.AHEAD) if m.on and m.on >= now.date()]
    after = _POSTPONED.search(normalised(text[:2000]))
    later = [m for m in dates if after and m.end > after.start()]
    if chosen := (later or dates):
        return chosen[0 if later else -1].on
    span = re.search(
        r"(?:延|推|缓|宽限|等|拖|晚)[一-龥]{0,4}?(半|[一两二三四五六七八九十]|\d{1,2})(?:个)?(天|周|星期|礼拜|月|年)",
        normalised(text),
    )
    if span is None:
        return None
    counted = mentions(f"{span[1]}{'个' if span[2] == '月' else ''}{span[2]}内", now, Lean.AHEAD)
    return counted[0].on if counted else None


def _refers_to(text: str, plain: str, place: int) -> str | None:
    """The words in front of the state, else those right behind it, without fillers."""
    pointer = _POINTER.search(plain)
    before = _bare(text[:place])
    if len(before) > 1:
        further = _further_subjects(text, plain, place) if _WORKERS.search(before) else ()
        return "，".join([before, *further])
    if pointer:
        return text[pointer.start() : pointer.end()]
    rest = _bare(re.split(r"[，。,！!\n]", text[place:] + "，")[0])
    return before or rest or None


def _further_subjects(text: str, plain: str, place: int) -> Iterator[str]:
    """施工队进场了，路面正在刨: the second clause names the matter."""
    for clause in re.finditer(r"[^，,。；;！!\n]+", plain[:_SHORT]):
        found = _first(clause.group()) if clause.start() > place else None
        subject = _bare(text[clause.start() : clause.start() + found[1]]) if found else ""
        if 1 < len(subject) <= _SUBJECT:
            yield subject


def _bare(words: str) -> str:
    words = _LEAD.sub("", words)
    while len(shorter := _TAIL.sub("", words)) > 1 and shorter != words:
        words = shorter
    return words.strip(' ，,。：:、“”"')


def _result(text: str, place: int) -> str | None:
    """What the report adds behind the state: 今天去看过, 物业发了照片."""
    parts = re.split(r"[，。,；;！!\n]", text[place:])
    rest = "，".join(part.strip() for part in parts if part.strip())
    return rest or None
