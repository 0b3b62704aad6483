"""What a paper has to have: one matter, its parts in balance, suggestions that somebody can act on."""
# ruff: noqa: E501 — a pattern is read best on one line

import re

from knowledge.evidence.figures import figures
from knowledge.evidence.relevance import content_words
from knowledge.papers.anatomy import Anatomy, Role, anatomy
from knowledge.papers.model import Finding, Ground, PaperKind
from knowledge.profile import District
from knowledge.reading.names import NameSort, names_of

MOST = {PaperKind.PROPOSAL: 1500, PaperKind.REPORT: 1500, PaperKind.SPEECH: 1000}
_LEAST_SHARE = 0.08  # of the body: a part below it is only touched upon
_PARTS = {
    PaperKind.PROPOSAL: {Role.SITUATION: "情况", Role.ANALYSIS: "分析", Role.SUGGESTION: "建议"},
    PaperKind.REPORT: {Role.SITUATION: "问题", Role.ANALYSIS: "原因", Role.SUGGESTION: "建议"},
}
_CONCRETE = re.compile(
    r"增[设建开配加派]|新[建增]|安装|加装|划[定设出线]|施划|开[通放设行辟]|修[建复补]|清[理运淤除]|拆[除掉]|公[布开示告]|列入(?!.{0,4}重要)|拨付?|改[造建装]|更换|配[备置齐发]|设[置立点]|印发|签[订约]|试点|试行|延[长伸]|缩短|取消|减免|补[贴助]|错峰|限[时期速高]|巡[查逻]|抽查|每[周月季年天日半两]|牵头|负责|[月年底日]前|个?工作日|疏通|硬化|铺[设装]|加密|发放|腾[出退]|租用|台账|清单|热线|上门|统一采购|登记|备案|挂牌|张贴|收费标准|执法|处罚|查处|整改|对接|联合|专[班人柜线项]|移[交到栽]|搬[到迁]|[栽补种]植|隔离|护栏|路灯|摄像|监控|红绿灯|站点|班次|线路|窗口|培训|轮值|值守|评估|摸排|排查|验收|回访|销号|预约|托管|接种|体检|养护|维修|检测|监测|抢修|接入|迁移|轮休|投放|抽检|公交|坡道|扶手|出入口|停车位|床位|课程|专业(?:人员|队伍)|分时|共享|热水|合同|协议|调[整增减]|建成|抬升|纳入(?:年度|预算|民生|改造|考核|巡查|[^，。]{0,6}清单)|实施细则|管理办法|预算|经费"
)
_VAGUE = re.compile(
    r"加强|提高|重视|加大|完善|推进|强化|进一步|积极|努力|切实|不断|统筹|高度|认真|深入|大力|全面|形成合力|齐抓共管|营造|氛围|意识|相关(?:政策|措施|部门|制度|机制)|有关(?:部门|方面|政策)|长效机制|认识|水平|力度|引导|抓好|落到实处|解决好|想办法|多方"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:局|委员会|街道|乡|镇|政府|大队|公司|中心|办事处|居委会|村委会|业委会|分局|学校|医院|社区|部门(?<!有关部门)(?<!相关部门)|工作部|总站|支队|联社|工会|妇联|残联|团委|银行|邮政|运营商|物业|企业|区政府|人社|民政|住建|城管|交通|交警|教育|卫健|水利|水务|公安|文旅|财政|消防|公交)|(?:民政|住建|城管|交通|交警|教育|卫健|水利|水务|公安|文旅|财政|消防|市场监管|发改|司法|应急|人社|医保|环保|公交|供电|燃气|街道|社区)(?=部门|牵头|负责|会同|和|、|局|把|在|对|每|于|等|联合)|(?:区|县|市)(?=政府|财政)"
)
_NOBODY = re.compile(r"(?:有关|相关|各级?|各)(?:职能)?(?:部门|单位|方面|政府|各部门)+|全社会")
_ANOTHER = re.compile(
    r"^[\s　]*(?:另外|此外|再有|还有|顺便|再一个|再者|同时(?:，|,)?(?:我?还|再|也)|除此之外|附带|捎带|最后再)[，,]?[^。]{0,6}(?:反映|说|提|讲|建议(?:解决|关注|一并)|还(?:有|想)|再|关于|一件|一个问题|一事|也(?:存在|很|是|要|有)|问题)"
)
_FEW = re.compile(
    r"第[一二三四五]件事|[两三四五2345](?:件|个)(?:不同的?)?(?:事情?|方面的?诉求|议题|案由)[：:，,]|一并(?:反映|提出|解决)(?:以下|如下|[两三几])|以下[几两三四五]个(?:不同|方面的?诉求)"
)
_ABOUT = re.compile(
    r"^[\s　*#]*[一二三四五六七八九十\d]{0,2}[、.．]?\s*关于([^。，\n]{2,30}?)(?:的(?:建议|问题|提案|情况)|问题)?(?:[。：:]|$)"
)
_PHONE = re.compile(r"(?<!\d)1[3-9]\d(?:[-\s]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_ID = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")
_PUBLIC_LINE = re.compile(r"(?:热线|电话|值班|客服)[^。，]{0,6}(?:12345|1\d{4})(?!\d)")


def structure_findings(kind: PaperKind, text: str, district: District) -> list[Finding]:
    found = anatomy(text)
    findings = [*_length(kind, text), *personal_data(text)]
    if kind is PaperKind.MINUTES:
        return findings
    findings += _one_matter(text)
    if kind in _PARTS:
        findings += _parts(kind, found)
    if not (hollow := _hollow(found)):
        findings += _unit(found, district)
    return [*findings, *hollow]


def personal_data(text: str) -> list[Finding]:
    found = [*_ID.finditer(text), *_PHONE.finditer(text)]
    return [
        Finding(Ground.PERSONAL_DATA, m.group(), "删去电话号码、身份证号，需要联系时由委员另行告知。")
        for m in found
    ]


def _length(kind: PaperKind, text: str) -> list[Finding]:
    length, most = len(re.sub(r"\s", "", text)), MOST.get(kind)
    if most is None or length <= most:
        return []
    tail = re.sub(r"\s+", " ", text).strip()[-20:]
    last = tail if tail in text else text.strip()[-1:]
    return [
        Finding(
            Ground.TOO_LONG,
            last,
            f"现在{length}字，最多{most}字，请删去约{length - most}字，先删重复的情况介绍。",
        )
    ]


def _parts(kind: PaperKind, found: Anatomy) -> list[Finding]:
    findings = []
    lengths = {role: sum(map(len, found.of(role))) for role in Role}
    whole = sum(lengths.values()) or 1
    for role, name in _PARTS[kind].items():
        if not lengths[role]:
            findings.append(Finding(Ground.PART_MISSING, "", f"没有“{name}”部分，请补上。"))
        elif whole > 300 and lengths[role] / whole < _LEAST_SHARE:
            findings.append(Finding(Ground.UNBALANCED, found.of(role)[0], f"“{name}”写得太少，请展开。"))
    return findings


def _hollow(found: Anatomy) -> list[Finding]:
    """No suggestion at all, or none that says what is to be done."""
    mend = "写清做什么、谁来做、什么时候做到，例如“由区住建局6月底前公布清单”。"
    if not found.suggestions:
        return [Finding(Ground.EMPTY, "", f"没有建议。{mend}")]
    concrete = sum(_substance(s) for s in found.suggestions)
    vague = sum(len(_VAGUE.findall(s)) for s in found.suggestions)
    said = sum(map(len, found.suggestions))
    if (
        (vague == 0 and said >= 15)
        or (concrete >= 2 and concrete * 2 >= vague)
        or (concrete >= 1 and vague <= 1)
    ):
        return []
    return [Finding(Ground.EMPTY, max(found.suggestions, key=lambda s: len(_VAGUE.findall(s))), mend)]


def _substance(suggestion: str) -> int:
    """Deeds, figures and whoever is to act."""
    acts = len(set(_CONCRETE.findall(suggestion)))
    return acts + bool(figures(suggestion)) + bool(_BODY.search(_NOBODY.sub("", suggestion)))


def _unit(found: Anatomy, district: District) -> list[Finding]:
    text = "".join(found.suggestions)
    named = any(m.sort is not NameSort.FORM for m in names_of(district).find(text))
    if not found.suggestions or named or _BODY.search(text):
        return []
    return [Finding(Ground.NO_UNIT, found.suggestions[0], "写明由哪个单位办，一个主办，会办最多三个。")]


def _one_matter(text: str) -> list[Finding]:
    mend = "一件提案（信息）只写一件事，把另一件事另写一篇。"
    lines = [line for line in text.splitlines() if line.strip()]
    topics = [(m[1], line.strip()) for line in lines if (m := _ABOUT.match(line))]
    if m := _FEW.search(text):
        return [Finding(Ground.SEVERAL_MATTERS, m.group(), mend)]
    for topic, line in topics[1:]:
        if not _overlap(topic, topics[0][0]):
            return [Finding(Ground.SEVERAL_MATTERS, line, mend)]
    head = lines[0] if lines else ""
    for sentence in re.findall(r"[^。！？\n]+[。！？]?", text):
        if _ANOTHER.match(sentence):
            before = text[: text.find(sentence)]
            if len(content_words(sentence) & content_words(before)) <= 2 or not _overlap(
                sentence, head + before[:60]
            ):
                return [Finding(Ground.SEVERAL_MATTERS, sentence.strip(), mend)]
    return []


def _overlap(one: str, two: str) -> bool:
    return len(content_words(one) & content_words(two)) >= 1
