import pytest

from knowledge.evidence.figures import unsupported


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("30天内办结", "应当在三十日内办结"),
        ("罚款1000元至5000元", "处一千元以上五千元以下罚款"),
        ("罚款5万元", "处五万元罚款"),
        ("须3/4以上同意", "四分之三以上的业主同意"),
        ("20%", "百分之二十"),
        ("第687条", "第六百八十七条"),
        ("15个工作日", "十五个工作日"),
        ("2024年5月1日起施行", "自二〇二四年五月一日起施行"),
        ("六个月", "半年内"),
        ("3到5年", "三年以上五年以下"),
        ("《民法典》", "《中华人民共和国民法典》"),
        ("国发[2018]43号", "国发〔2018〕43号"),
        ("统一管理，一般不收费，一家物业", "没有数字"),
    ],
)
def test_equal_figures_are_equal_however_they_are_written(sentence: str, evidence: str) -> None:
    assert unsupported(sentence, [evidence]) == []


@pytest.mark.parametrize(
    ("sentence", "evidence", "missing"),
    [
        ("30天内办结", "处三十元罚款", "30天"),
        ("罚款8000元", "处八百元罚款", "8000元"),
        ("第五条", "第十五条", "五条"),
        ("5个月内", "5月1日", "5个月"),
        ("三分之二同意", "四分之三同意", "三分之二"),
        ("《物业收费条例》", "《物业管理条例》", "《物业收费条例》"),
        ("示政发〔2024〕3号", "示政发〔2024〕5号", "示政发〔2024〕3号"),
        ("拨打12345", "拨打电话", "12345"),
        ("三至五年", "三年以下", "五年"),
    ],
)
def test_a_figure_that_stands_nowhere_is_named(sentence: str, evidence: str, missing: str) -> None:
    assert missing in [sentence[f.start : f.end] for f in unsupported(sentence, [evidence])]
