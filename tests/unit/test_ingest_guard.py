import pytest

from ingest.guard import check_marks
from ingest.masking import BANK_CARD, HOME, IDENTITY, PHONE, mask
from ingest.refusals import Refusal, Refused


def _refusal(text: str, name: str = "通知.docx") -> Refusal | None:
    try:
        check_marks(text, name)
    except Refused as refused:
        return refused.refusal
    return None


@pytest.mark.parametrize(
    "mark",
    [
        "机密★1年",
        "秘 密",
        "绝　密",
        "秘密★3年  特急",
        "000012  机密★长期",
        "機密★１年",
        "密级：机密",
        "| 密级 | 秘密 |",
        "【绝密】",
        "机密   示例区人民政府文件",
        "机\n密",
        "SECRET 机密",
        "classification: 机密",
        "机密女1年",  # OCR reads the star as a character
    ],
)
def test_a_mark_of_state_secrets_refuses_the_paper(mark: str) -> None:
    assert _refusal(f"示例区文件\n{mark}\n关于某事的通知\n") is Refusal.CLASSIFIED


@pytest.mark.parametrize(
    "mark",
    [
        "内部资料 注意保存",
        "内部文件，不得外传",
        "仅供内部使用",
        "（此件不予公开）",
        "公开方式：不予公开",
        "内\n部\n资\n料",
        "此件不公开",
        "本文件仅限内部使用，请勿外传。",
        "内部",
        "區內部　　內部資料",
        "内部资料，不要外传",
        "（本通知不对外公开）",
        "工作秘密",
        "内部★5年",
        "核心商密★5年",
        "内参",
        "此件严禁复印",
        "供领导参阅 请勿外传",
        "征求意见稿（内部）",
        "请注意保密，阅后退回",
    ],
)
def test_an_internal_mark_refuses_the_paper(mark: str) -> None:
    assert _refusal(f"会议材料\n{mark}\n关于某事的通知\n") is Refusal.INTERNAL


@pytest.mark.parametrize(
    "text",
    [
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "保守国家秘密是公民的基本义务。",
        "涉及商业秘密和个人隐私的除外。",
        "内部控制制度",
        "加强内部管理，完善内部监督。",
        "行政机关内部事务信息，可以不予公开。",
        "公开方式：主动公开",
        "| 许可结果 | 主动公开 |\n| 人事 | 不予公开 |",
        "（此件公开发布）",
        "采用无记名投票，秘密写票。",
        "会议要求，要注意保密。",
        "三、小区内部",
        "附件：内部控制评价表",
        "机密级计算机的管理由保密部门负责。",
    ],
)
def test_speaking_about_secrecy_is_no_mark(text: str) -> None:
    assert _refusal(text) is None


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("【机密】方案", Refusal.CLASSIFIED),
        ("秘密-会议纪要", Refusal.CLASSIFIED),
        ("关于停车的通知机密", Refusal.CLASSIFIED),
        ("机密文件/停车", Refusal.CLASSIFIED),
        ("关于停车的通知内部资料", Refusal.INTERNAL),
        ("内部/停车", Refusal.INTERNAL),
        ("方案（内部资料）", Refusal.INTERNAL),
        ("保守国家秘密法", None),
        ("商业秘密保护条例", None),
        ("内部审计办法", None),
    ],
)
def test_the_name_of_the_file_counts_too(name: str, refusal: Refusal | None) -> None:
    assert _refusal("正文", name) is refusal


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("联系人张某，13800138000。", f"联系人张某，{PHONE}。"),
        ("电话 138-0013-8000", f"电话 {PHONE}"),
        ("+86 138 0013 8000", PHONE),
        ("１３８００１３８０００", PHONE),
        ("咨询电话：0571-88886666", f"咨询电话：{PHONE}"),
        ("电话：88886666", f"电话：{PHONE}"),
        ("身份证33010219900101123X号", f"身份证{IDENTITY}号"),
        ("330102 19900101 1234", IDENTITY),
        ("卡号6222021234567890123", f"卡号{BANK_CARD}"),
        ("6222 0212 3456 7890 128", BANK_CARD),
        ("家住阳光花园3栋2单元501室的张某", f"家住阳光花园{HOME}的张某"),
        ("住址：城南街道阳光路88号，一楼", f"住址：{HOME}，一楼"),
        ("手机号 1 3 8 0 0 1 3 8 0 0 0", f"手机号 {PHONE}"),
        ("户主陈某，住锦绣花园3-2-501。", f"户主陈某，住锦绣花园{HOME}。"),
        ("清水苑二期8-1-1203漏水", f"清水苑二期{HOME}漏水"),
        ("现住幸福小区5栋1202，漏水", f"现住幸福小区{HOME}，漏水"),
        ("住所位于荷花巷23号。", f"住所位于荷花巷{HOME}。"),
        ("家住光明里12号楼4门601反映噪声", f"家住光明里{HOME}反映噪声"),
        ("家在明月小区十二栋三单元四楼东户。", f"家在明月小区{HOME}。"),
        (
            "| 姓名 | 手机 | 住址 | 账号 |\n| 甲 | 87651234 | 三组 | 110105198003 |",
            f"| 姓名 | 手机 | 住址 | 账号 |\n| 甲 | {PHONE} | {HOME} | {BANK_CARD} |",
        ),
        ("王家村三组15号的李某", f"王家村三组{HOME}的李某"),
    ],
)
def test_private_numbers_and_doors_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345热线或者400-800-1234",
        "国发〔2018〕43号",
        "统一社会信用代码91330100MA27XXXX12",
        "资金13800000000元",
        "面积13500000000平方米",
        "art_15012345678_1.html",
        "家住城东的老人在3号诊所看病",
        "楼顶漏水，住健局12月2号前来鉴定",
        "| 单位 | 地址 | 金额 |\n| --- | --- | --- |\n| 区城管局 | 建设路8号 | 1200 |",
        "项目代码2020-330102-70-03-123456",
        "3栋2单元电梯故障",
        "地点：街道办事处3号楼302室",
        "家住幸福小区的居民",
        "2026年11月22日10:00",
        "编号20231234567890123",
    ],
)
def test_public_numbers_and_places_stay(text: str) -> None:
    assert mask(text) == text
