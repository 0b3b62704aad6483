"""Whether a paper is a policy or the record of a consultation."""

import re

from ingest.outline import article_starts
from knowledge.model import Kind

_POLICY_TITLE = re.compile(
    r"(?:条例|规定|办法|细则|通知|决定|公告|通告|规则|规程|规范|章程|指引|指南|实施意见|若干意见|的意见|方案|规划|计划|纲要|要点|措施|标准|制度|法|法典|解释|通报|批复)"
    r"(?:[（(][^（）()]{1,16}[）)])*[》”]?$"
)
_RULE_TITLE = re.compile(
    r"(?:条例|规定|办法|细则|通知|决定|公告|通告|规则|规程|规范|章程|指引|指南|意见|制度)(?:[（(][^（）()]{1,16}[）)])*[》”]?$"
)
_RECORD_TITLE = re.compile(
    r"协商.{0,8}(?:纪要|记录|简报|情况|会|成果|清单|要点|回访|报告|议题|记|小结|总结|专题)|议事会|板凳会|板凳协商|座谈|恳谈|纪要|回访|会议记录|跟进|简报|社情民意|履职"
)
_RECORD_MARKS = (
    r"协商会|议事会|板凳",
    r"联络委",
    r"(?:政协)?委员[\d一二三四五六七八九十几]*[名人位]|[名位]?委员(?:提|说|问|建议)",
    r"^(?:一、|\|)?\s*(?:时间|会议时间|协商时间)\s*[：:|]",
    r"^(?:二、|\|)?\s*(?:地点|会议地点)\s*[：:|]",
    r"主持人?[：:|]|主持(?:召开|会议)",
    r"(?:出席|列席|参加人?员?|参会|到会|与会|请假)[^。\n]{0,4}[：:|]|到会|参会",
    r"居民(?:代表)?(?:\d|[一二三四五六七八九十]|说|提|反映|意见)",
    r"承诺|答应|表态|表示",
    r"议定|形成共识|达成|商定|会上|会议(?:认为|明确|确定|听取)",
    r"议题[一二三四五六七八九十]?[：:|]",
)
_POLICY_MARKS = (
    r"自[^。\n]{4,16}起(?:施行|执行|实施|试行)|之日起(?:施行|执行|实施)",
    r"应当",
    r"〔\d{4}〕\s*\d+\s*号",
    r"现(?:将|印发|就)|印发给你们",
    r"各(?:镇|乡|街道|区|县|市|部门|单位|有关)[^。\n]{0,60}[：:]$",
    r"^第[一二三四五六七八九十]+章",
    r"责令|罚款|依法",
    r"(?:适用|制定)本(?:条例|办法|规定|细则|方案)|同时废止",
)


def recognise(title: str, text: str) -> tuple[Kind, bool]:
    """By the title's ending first; else by which kind's marks are more in the text. False: it is near."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if _RECORD_TITLE.search(title) and not _RULE_TITLE.search(title):
        return Kind.RECORD, True
    if _POLICY_TITLE.search(title) or article_starts(lines):
        return Kind.POLICY, True
    records, policies = (_marks(marks, text) for marks in (_RECORD_MARKS, _POLICY_MARKS))
    return Kind.RECORD if records > policies else Kind.POLICY, abs(records - policies) > 1


def _marks(patterns: tuple[str, ...], text: str) -> int:
    return sum(bool(re.search(pattern, text, re.MULTILINE)) for pattern in patterns)
