"""Finding: embeddings, the two indexes derived from SQL, ranking, precedents."""
