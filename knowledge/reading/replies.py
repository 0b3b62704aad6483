"""答复性质: what a unit's reply really is."""

import re

from knowledge.model import ReplyKind
from knowledge.reading.characters import normalised

_REPLY_DONE = re.compile(
    r"已经?(?:全部|于|在)?[^，。]{0,16}(?:完成|办结|修复|修好|安装|更换|清理|整改|落实|解决|到位|投用|拆除|划好|装好|换好|清运|疏通|公示|拨付|开通)|(?:完成|办结|整改到位|竣工|验收合格|修好|装好|换好|清完|划好)(?:了|[。，]|$)"
)
_REPLY_PLAN = re.compile(r"前|内|底|起|季度|上旬|中旬|下旬")
_REPLY_ATTITUDE = re.compile(
    r"重视|加强|加大|积极|努力|认真|研究|支持|尽快|争取|推动|协调|配合|理解|感谢|关注|进一步|切实|抓紧|督促"
)
_REPLY_EXPLAINS = re.compile(
    r"因为|由于|根据|按照|依据|规定|不属于|不归|职责|权限|没有?(?:资金|经费|编制|职能|权)|无法|不能|涉及|需要|客观|历史(?:原因|遗留)|目前|现行|政策|属于|超出|暂(?:不|无)"
)


def classify_reply(text: str, *, has_due: bool | None = None) -> ReplyKind:
    """已办 says what was done; 计划 names a time for a deed; 解释 gives reasons; the rest is 表态."""
    plain = normalised(text[:3000])
    done = [
        m
        for m in _REPLY_DONE.finditer(plain)
        if not re.search(r"[前内]$|将|拟|计划|争取|力争", plain[max(0, m.start() - 12) : m.start()])
    ]
    dated = (
        has_due
        if has_due is not None
        else bool(
            re.search(
                r"(?:[\d一二三四五六七八九十两半]+(?:个)?(?:月|日|号|天|周|工作日|季度)|年底|月底|[本下这]周|周[一二三四五六日]|明天|后天|春节|元旦)[^，。]{0,4}(?:前|内|底|完|开|组|安|更|修|装|划|进)?",
                plain,
            )
        )
    )
    if done and not (dated and re.search(r"(?:将|拟|计划|预计)", plain)):
        return ReplyKind.DONE
    if dated and _REPLY_PLAN.search(plain):
        return ReplyKind.PLAN
    explains, attitude = len(_REPLY_EXPLAINS.findall(plain)), len(_REPLY_ATTITUDE.findall(plain))
    return ReplyKind.EXPLAINS if explains > attitude or (explains and not attitude) else ReplyKind.ATTITUDE
