"""Changes to a paper that a member asks for in plain words: 加一条…, 删掉第三条, 换个标题…, 第二段太长."""

import re
from collections.abc import Callable

from knowledge.papers import edit_fields, edit_lines
from knowledge.papers.edit_lines import WHEN
from knowledge.papers.edited import Edited
from knowledge.papers.model import Paper
from knowledge.profile import District
from knowledge.reading.characters import normalised

_N = r"([一二三四五六七八九十两\d]{1,3}|最后)(?:一(?=[条点句行项段]))?"
_ADD = re.compile(
    r"^(?:请|再|另外|还要|帮我)*(?:加|添|补充?|增加|写)(?:上|进去|入)?(?:一?(?:条|点|句|段|个)|进去)?(?:建议|情况|原因|问题|分析)?(?:[，,：:]|说|是)+\s*(.+)$",
    re.DOTALL,
)
_DROP = re.compile(
    rf"^(?:请|把|将)*(?:删掉|删除|删去|去掉|拿掉|不要|划掉)(?:了)?第?{_N}(?:条|点|句|行|项)(?:吧|了)?$|^(?:请|把|将)+第{_N}(?:条|点|句|行|项)(?:删掉|删除|删去|去掉|拿掉|删了)(?:吧|了)?$|^第{_N}(?:条|点|句|行|项)(?:删掉|删除|删去|去掉|拿掉|不要|删了)(?:了|吧)?$"
)
_REPLACE = re.compile(
    rf"^(?:请|把|将)*第{_N}(?:条|点|句|行|项)(?:改成|改为|换成|写成)[：:，,]?\s*(.+)$", re.DOTALL
)
_TITLE = re.compile(
    r"^(?:请|把|将)*(?:标题|题目|案由)(?:改成|改为|换成|换为|叫|写成)[：:，,]?\s*(.+)$|^(?:请)?(?:换|改)个?(?:标题|题目|案由)[，,：:]?\s*(?:叫|用|改成|换成|就叫)?\s*(.*)$"
)
_SHORTEN = re.compile(
    rf"^(?:请|把)*第{_N}(?:段|部分|节)(?:太长|写?短一?点|缩短|压缩|精简|短些|有点长|删短)(?:了|一下|一点|点|些)*$|^(?:全文|整篇|稿子|太长|全篇)(?:太长|写?短一?点|缩短|压缩|精简)?(?:了|一下|一点|点|些)*$"
    r"|^(?:再|还要|更)?(?:太?啰嗦|写?短|简短|精简|缩短|压缩)(?:一?[点些]|一下|了)+$"
)
_LONG_LINE = re.compile(
    rf"^(?:请|把)*第{_N}(?:条|点|句)(?:写得)?(?:太长|太啰嗦|写?短一?点|缩短|压缩|精简|有点长)(?:了|一下|一点|点|些)*$"
)
_MOVE = re.compile(
    rf"^(?:请|把|将)*第{_N}(?:条|点|句)(?:放|移|挪|调|提)(?:到|在)?(最前面?|前面|第一条?|开头|最后面?|后面|末尾)(?:去|吧)?$"
)
_CONFIRM = re.compile(
    r"^(?:这|那)(?:个|些|几个)?(?:数字?|数据|日期|时间|情况|条|人数|户数)?(?:都)?(?:是)?(?:我|我们|本人)(?:自己|亲自|亲口|亲手|现场)?(?:数|核|查|问|量|统计|看|确认|算)(?:过|实|对|到|来|出来)?的?(?:了)?$|^(?:(?:数字?|数据|都|已经?|全部)*(?:核对|核实|确认)(?:过)?(?:了|无误)?)$|^(?:这个)?(?:数字?|数据)(?:没错|是对的|对的|属实|准确)(?:的)?$"
)
_CONFIRM_ONE = re.compile(
    r"^(.{1,20}?)(?:这个数|这个数字)?(?:是我(?:自己)?(?:数|核|查|问|量|统计)(?:过|实)?的|(?:是)?(?:准确|对|属实)的|已核实?|核实过了?|没错)$"
)
_LEADS = re.compile(
    r"^(?:改成?|换成?|还是|应该|应|建议)?由(.{2,12}?)(?:来)?(?:牵头|主办|负责)(?:吧|比较好|更好)?$|^主办(?:单位)?(?:改成|改为|换成|是|：|:)(.{2,14})$"
)
_FIELD = re.compile(
    r"^(?:请|把|将)*(名称|时间|地点|主持|出席|列席|请假|议题)(?:人|人员|单位)?(?:是|为|：|:|改成|改为|写成|填)\s*(.{1,80})$",
    re.DOTALL,
)
_UNDECIDED = re.compile(r"^(?:未决(?:的|事项)?(?:是|有|：|:)|没谈拢的是|还没定的是)\s*(.+)$", re.DOTALL)
_DAY = re.compile(
    rf"^(?:请|把|将)*(?:第{_N}(?:条|点|句|行|项)的?)?(?:完成)?(?:时间|期限|时限|日期)(?:就|都)?(?:写成|改成|改为|改到|定为|定在|写|是|为)[：:]?\s*({WHEN})(?:完成)?(?:吧)?$"
)
_DROP_WORDS = re.compile(
    r"^(?:请|把|将)*(?!第.{1,3}[条点句行项段])([^，。]{2,24}?)(?:这(?:个|句|条)?(?:数字?|话)?|的?(?:这|那)一?句话?)?(?:都)?(?:去掉|删掉|删去|删除|删了|拿掉|不要写?|划掉)(?:了|吧)*$"
    r"|^(?:请)?(?:去掉|删掉|删去|删除|拿掉|划掉)(?!第.{1,3}[条点句行项段])(?:了)?([^，。]{2,24}?)(?:这(?:个|句|条)?(?:数字?|话)?|的?(?:这|那)一?句话?)?(?:吧)?$"
)


_Change = Callable[[Paper, list[str], District], Edited | None]
_CHANGES: tuple[tuple[re.Pattern[str], _Change], ...] = (
    (_UNDECIDED, edit_fields.undecided),
    (_FIELD, edit_fields.field),
    (_DAY, edit_lines.set_day),
    (_TITLE, edit_fields.retitle),
    (_DROP, edit_lines.drop),
    (_REPLACE, edit_lines.replace_line),
    (_SHORTEN, edit_lines.shorten),
    (_LONG_LINE, edit_lines.too_long),
    (_MOVE, edit_lines.move),
    (_LEADS, edit_fields.lead),
    (_ADD, edit_lines.add),
    (_CONFIRM, edit_fields.confirm),
    (_CONFIRM_ONE, edit_fields.confirm_one),
    (_DROP_WORDS, edit_lines.drop_words),
)


def edit(paper: Paper, text: str, district: District) -> Edited | None:
    """None where the words ask for no change of a paper."""
    plain = normalised(text).strip().rstrip("。！!，, ")
    for pattern, change in _CHANGES:
        if match := pattern.match(plain):
            groups = [g for g in match.groups() if g is not None]
            if (edited := change(paper, groups, district)) is not None:
                return edited
    return None
