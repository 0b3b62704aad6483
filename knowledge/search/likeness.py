"""How alike two matters are: by meaning, without what all matters of a district have in common."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import EmbeddingModel

# The mean of these is taken out of every vector: without it unrelated matters lie at a cosine of 0.88
_MATTERS = """停车难 加装电梯 垃圾分类 公交线路 老年食堂 村里修路 河道整治 广场舞扰民 物业收费
    学校门口拥堵 自来水压力 农贸市场改造 养犬管理 路灯不亮 托育服务 看病报销 违法搭建 高空抛物
    快递进村 就业培训 文化活动 绿化养护 工地噪声 殡葬服务""".split()  # noqa: SIM905


def matter_vectors(texts: Sequence[str], embeddings: EmbeddingModel) -> NDArray[np.float64]:
    """One row of length 1 a text; the product of two rows is their likeness, -1..1."""
    middle = np.mean([_vector(embeddings, matter) for matter in _MATTERS], axis=0)
    vectors = np.array([_vector(embeddings, text) for text in texts]) - middle
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9), dtype=np.float64)


@lru_cache(maxsize=8192)  # the same titles come back with every question of this kind
def _vector(embeddings: EmbeddingModel, text: str) -> tuple[float, ...]:
    return tuple(embeddings.embed_query(text))
