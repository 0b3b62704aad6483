import pytest

from ingest.decoding import decode, is_garbled
from ingest.refusals import Refusal, Refused

TEXT = "示例区人民政府办公室关于加强农贸市场规范管理的意见\n一、市场开办者是食品安全第一责任人。\n"
TRADITIONAL = "示例區人民政府辦公室關於加強農貿市場規範管理的意見\n一、市場開辦者是食品安全第一責任人。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "hz"]
)
def test_text_is_read_in_every_encoding_of_chinese(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_traditional_text_in_big5_is_read() -> None:
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_copy_cut_off_in_the_middle_of_a_character_keeps_the_rest(encoding: str) -> None:
    assert decode(TEXT.rstrip().encode(encoding)[:-1]).startswith(TEXT[:40])


@pytest.mark.parametrize(("written", "read"), [("gbk", "latin-1"), ("utf-8", "gbk"), ("gbk", "big5")])
def test_wrongly_decoded_text_is_seen(written: str, read: str) -> None:
    assert is_garbled((TEXT * 3).encode(written).decode(read, errors="replace"))


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL, "PM2.5 ≤ 35 μg/m³（café）", "℃、㎡、①②③……——《》"])
def test_ordinary_text_is_not_taken_for_garbled(text: str) -> None:
    assert not is_garbled(text)


def test_binary_data_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        decode(bytes(range(256)) * 20)
    assert refused.value.refusal is Refusal.GARBLED
