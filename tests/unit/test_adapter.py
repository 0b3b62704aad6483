from pathlib import Path

import numpy as np
import pytest

from knowledge.search import e5
from knowledge.search.adapter import QueryAdapter, load_adapter, read_adapter


def _turning_x_into_y() -> QueryAdapter:
    down = np.array([[1.0], [0.0], [0.0]], np.float32)
    up = np.array([[0.0, 2.0, 0.0]], np.float32)
    return QueryAdapter(down, up)


def test_the_adapted_query_is_the_query_plus_its_low_rank_image_at_unit_length() -> None:
    assert _turning_x_into_y()([1.0, 0.0, 0.0]) == pytest.approx([1 / 5**0.5, 2 / 5**0.5, 0.0])


def test_a_query_outside_of_the_learned_directions_stays_as_it_is() -> None:
    assert _turning_x_into_y()([0.0, 0.6, 0.8]) == pytest.approx([0.0, 0.6, 0.8])


def test_an_adapter_is_for_its_own_embedding_model_alone(tmp_path: Path) -> None:
    adapter = _turning_x_into_y()
    np.savez(tmp_path / "a.npz", embedding_model="small", down=adapter.down, up=adapter.up)
    read = read_adapter(tmp_path / "a.npz", "small")
    assert read is not None
    assert read([1.0, 0.0, 0.0]) == adapter([1.0, 0.0, 0.0])
    assert read_adapter(tmp_path / "a.npz", "large") is None


def test_the_shipped_adapter_fits_the_embedded_model() -> None:
    adapter = load_adapter(e5.NAME)
    assert adapter is not None
    query = np.eye(384, dtype=np.float32)[0]
    assert np.linalg.norm(adapter(query.tolist())) == pytest.approx(1.0, abs=1e-5)
