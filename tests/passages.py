"""Passages of invented documents that look like the real ones."""

from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.model import (
    Chunk,
    Commitment,
    CommitmentStatus,
    Consultation,
    Document,
    Kind,
    Outcome,
    Passage,
    Validity,
)

PARKING = """第八条 住宅小区内停放机动车的，应当在划定的车位内停放，不得占用消防车通道。

占用消防车通道的，由消防救援机构责令改正，\
对个人处警告或者五百元以下罚款；对单位处五千元以上五万元以下罚款。"""

LIFTS = """第十二条 增设电梯应当经本单元专有部分面积占比三分之二以上的业主\
且人数占比三分之二以上的业主参与表决，\
并经参与表决专有部分面积四分之三以上的业主且参与表决人数四分之三以上的业主同意。

实施方案应当在小区显著位置公示，公示期不少于十五日。公示期内有实名异议的，由社区居民委员会组织协商。"""

DUTIES = """第二十条 物业服务人有下列行为之一的，\
由区住房城乡建设主管部门责令限期改正；逾期不改正的，处一万元以上三万元以下罚款：

（一）擅自利用共用部位从事经营活动的；

（二）未按照规定公示收费项目、标准和收支情况的；

（三）退出项目时拒不移交物业档案资料的；

（四）对违法搭建不劝阻、不报告的。

但是，因不可抗力未能履行的除外。"""

MINUTES = """三、协商情况
居民代表反映，锦绣花园南门夜间车辆乱停，救护车进不来。
区城管局表示，6月30日前完成南门道路划线，并安装隔离护栏。
物业公司表示，将尽快研究增加临时车位。
四、跟踪落实
7月5日回访，划线和护栏均已完成，共施划车位46个。"""


def document(title: str = "示例区住宅小区管理办法", **facts: Any) -> Document:
    return Document(**{"id": title, "kind": Kind.POLICY, "source": f"{title}.md", "title": title} | facts)


def passage(text: str, score: float = 0.8, of: Document | None = None, locator: str = "") -> Passage:
    of = of or document()
    return Passage(Chunk(f"{of.id}:{hash(text)}", of.id, 0, text, locator, ""), of, score)


RECORD = document(
    "锦绣花园停车协商纪要（示例）",
    kind=Kind.RECORD,
    consultation=Consultation(
        topic="锦绣花园停车难",
        town="城南街道",
        form="板凳协商会",
        held_on=date(2025, 6, 3),
        units=("区城管局",),
        commitments=(
            Commitment("区城管局", "完成南门道路划线", date(2025, 6, 30), "6月30日前完成南门道路划线",
                       CommitmentStatus.DONE),
            Commitment("区住建局", "增加临时车位", None, "将尽快研究增加临时车位", CommitmentStatus.NOT_DONE),
        ),
        outcome=Outcome.PARTLY_DONE,
        outcome_evidence="7月5日回访，划线和护栏均已完成",
    ),
)  # fmt: skip
OLD = replace(
    document("示例区停车管理办法（2012年）"),
    doc_number="示政发〔2012〕8号",
    issued_on=date(2012, 3, 1),
    validity=Validity.REPEALED,
)
