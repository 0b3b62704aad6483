"""Whether a paper is a policy or the record of a consultation."""

import re

from ingest.outline import article_starts
from knowledge.model import Kind

_POLICY_TITLE = re.compile(
    r"(?:条例|规定|办法|细则|通知|决定|公告|通告|规则|规程|规范|章程|指引|指南|实施意见|若干意见|的意见|方案|规划|计划|纲要|要点|措施|标准|制度|法|法典|解释|批复|解读|问答|函|目录|公开信|倡议书|办事流程|须知|讲话|常见问题|(?:年度?|月|季度|半年)工作总结)"
    r"(?:[（(][^（）()]{1,16}[）)])*[》”]?$"
)
_RULE_TITLE = re.compile(
    r"(?:条例|规定|办法|细则|通知|决定|公告|通告|规则|规程|规范|章程|指引|指南|意见|制度|解读|问答|须知|常见问题|(?:工作|实施|活动)方案|(?:工作|协商|年度)计划)(?:[（(][^（）()]{1,16}[）)])*[》”]?$"
)
_RECORD_TITLE = re.compile(
    r"协商.{0,8}(?:纪要|记录|简报|情况|会|成果|清单|要点|回访|报告|议题|记|小结|总结|专题|通报|进展|落实|反馈|登记|备忘|跟踪|督办|核查)"
    r"|(?:对口|界别|专题|板凳|提案办理|微)协商|议事会|板凳会|座谈|恳谈|纪要|回访|回头看|会议记录|跟进|简报|社情民意|履职"
)
_SHORT = 400  # characters of a note
_ABOUT_A_MEETING = re.compile(r"协商|议事会|板凳|座谈|恳谈|圆桌|院坝|回访|回头看")
# A notice or a letter that calls to one meeting; that of rules names no hour
_CALLS_TITLE = re.compile(r"(?:通知|邀请函?|请柬|函|预告|公告|通告)(?:[（(][^（）()]{1,16}[）)])*[》”]?$")
_WHEN = (
    r"(?:\d{1,2}[月./-]\d{1,2}[日号]?|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
    r"|[本下这]个?(?:周|星期)[一二三四五六日天]|明天|后天)"
)
_CALLS = re.compile(rf"{_WHEN}(?!前|底|至)[^。]{{0,60}}?(?:召?开|举[行办]|参加|出席)[^。]{{0,40}}")
_ASKED_LATER = re.compile(r"(?:回访|回头看|会后)[^。]{0,8}(?:问答|答问)")
_BODY = (
    r"(?:[局办委队所院]|公司|街道|[镇乡村](?:里|上|政府|干部)?|物业|部门|交警|城管|社区"
    r"|同志|负责人|主任|经理|[科站]长)"
)
_DUE = (
    r"(?:月底|年底|季度|上半年|[日号天周月]之?[前内]|工作日|\d[./]\d{1,2}前|上旬|中旬|下旬|节前|元旦前|年内)"
)
_MEETING = r"(?:协商|议事|座谈|恳谈|圆桌)会|[板长条]凳|协商议事|(?:微|对口|界别|办理)协商"
_SITTING = rf"{_MEETING}|座谈|恳谈|圆桌|协商|开会|碰头|坐了|坐下来"
_DAY = r"(?:\d|[一二三四五六七八九十])[月./-](?:\d|[一二三四五六七八九十]){1,3}[日号]?"
_RECORD_MARKS = (
    rf"{_MEETING}",
    rf"\A(?:[^\n]{{0,30}}\n){{0,2}}[^\n。]{{0,20}}(?:{_MEETING})",  # its head names one
    r"联络委",
    r"委员(?!会)",
    r"^\W*(?:一、|\|)?\s*(?:(?:会议|协商|开会)?(?:时间|日期)|会期|开会日)\s*[：:|]",
    r"^\W*(?:二、|\|)?\s*(?:地点|会议地点)\s*[：:|]",
    r"主持人?[：:|]|主持(?:召开|会议)",
    r"(?:出席|列席|参加人?员?|参会|到会|与会|请假|缺席|来的|^到)[^。\n]{0,4}[：:|]|到会|参会|没来|没到|缺席",
    r"(?:居民|村民|业主|住户|家长|商户|摊主|群众|老人|经营户|农户)(?:代表)?(?:\d|[一二三四五六七八九十]|们|说|提(?!前)|反映|意见|希望|要求|想|那边|[：:])",
    r"承诺|答应|应[承下了]|许[下了]|拍胸脯|表态|表示",
    r"(?<!自)我(?![国省市区县州局委院们])",  # rules are told by nobody
    rf"{_DAY}[^\n。]{{0,24}}(?:{_SITTING})|(?:{_SITTING})[^\n。]{{0,16}}{_DAY}",
    r"议定|形成共识|达成|商定|会上|会议(?:认为|明确|确定|听取)|谈(?:妥|拢|成|不拢|下来|下去)|没(?:谈|定|松口)|未决",
    r"议题[一二三四五六七八九十]?[：:|]|主题[：:|]",
    r"座谈|恳谈|圆桌|坐下来|坐着谈|面对面|碰(?:的|了|个)*头|商量|约了|围坐|在场|散会|开了个?会|协商",
    rf"{_BODY}[^。，：:\n]{{0,8}}(?:说|讲|答应|表示|承诺|当场|回应|答复)",
    # It begins with its day, or tells an hour of one
    r"\A(?:[^\n。]{1,30}\n){0,2}[^\n。]{0,30}?(?:20\d\d[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?[^\n。〔号]{0,40}。?$"
    rf"|{_DAY}[ （(周一二三四五六日天）)]{{0,5}}(?:[上下]午|[早晚夜]|\d{{1,2}}[:：时点])",
)
_PROMISE = re.compile(  # somebody says what he does by when
    rf"(?:^|[。；])\W*(?:\d\W+)?[一-龥]{{2,12}}(?:\s?[：:]|\s?(?:——?|-*>|→)|[ \t])[^\n。；]{{0,60}}?{_DUE}",
    re.MULTILINE,
)
_SPEAKS = re.compile(rf"{_BODY}[^。，：:\n]{{0,8}}[说讲]")
_POLICY_MARKS = (
    r"自[^。\n]{4,16}起(?:施行|执行|实施|试行)|之日起(?:施行|执行|实施)",
    r"应当",
    r"〔\d{4}〕\s*\d+\s*号",
    r"现(?:将|印发|就)|印发给你们",
    r"各(?:镇|乡|街道|区|县|市|部门|单位|有关)[^。\n]{0,60}[：:]$",
    r"^第[一二三四五六七八九十]+章",
    r"(?:申请|补贴|适用|办理|登记)(?:对象|条件|材料|流程|标准|程序)|受理|申报|咨询",
    r"^答[：:]",
    r"^问[：:]|尊敬的|请(?:广大|各位|居民|市民)|特此(?:通知|公告|函)",
    r"责令|罚款|依法",
    r"(?:适用|制定)本(?:条例|办法|规定|细则|方案)|同时废止",
)


def recognise(title: str, text: str) -> tuple[Kind, bool]:
    """By the title's ending first; else by which kind's marks are more in the text. False: it is near."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if _RECORD_TITLE.search(title) and not _RULE_TITLE.search(title):
        return Kind.RECORD, True
    told = sum(len(pattern.findall(text)) > 1 for pattern in (_PROMISE, _SPEAKS))
    records = _marks(_RECORD_MARKS, text) + told
    policies = _marks(_POLICY_MARKS, text)
    called = _CALLS.search(text) if _CALLS_TITLE.search(title) and not article_starts(lines) else None
    if called and _ABOUT_A_MEETING.search(title + called[0]):
        return Kind.RECORD, True
    if _ASKED_LATER.search(title) and records > policies:
        return Kind.RECORD, True
    about_rules = "协商" not in title or _RULE_TITLE.search(title)
    if (_POLICY_TITLE.search(title) and about_rules) or article_starts(lines):
        return Kind.POLICY, True
    least = 1 if policies or len(text) > _SHORT else 0
    return Kind.RECORD if records > max(policies, least) else Kind.POLICY, abs(records - policies) > 1


def _marks(patterns: tuple[str, ...], text: str) -> int:
    return sum(bool(re.search(pattern, text, re.MULTILINE)) for pattern in patterns)
