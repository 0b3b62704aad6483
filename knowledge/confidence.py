"""What speaks for the best passages answering the question at all, as numbers for `knowledge.ranking`."""

from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.candidates import Candidate, Scores

EVIDENCE = ("coverage", "joint_coverage", "rarest_missing", "cosine", "margin", "keyword", "words")
BEST = 3  # passages that may together cover the question
_REST = slice(10, 50)  # by cosine: what is near only because the question is about this field


def evidence(ranked: Sequence[Candidate], texts: Sequence[str], rarity: Mapping[str, float]) -> Scores:
    """One value for each of EVIDENCE.

    `texts`: of the BEST first, with their titles. `rarity`: the question's content words with their inverse
    document frequency.
    """
    texts = [text.lower() for text in texts[:BEST]]
    total = sum(rarity.values()) or 1.0
    missing = [weight for word, weight in rarity.items() if not any(word in text for text in texts)]
    covered = [sum(weight for word, weight in rarity.items() if word in text) for text in texts]
    cosines = sorted((c.cosine for c in ranked if c.cosine is not None), reverse=True)
    best = max((c.cosine or 0.0 for c in ranked[:BEST]), default=0.0)
    return np.array(
        [
            max(covered, default=0.0) / total,
            1.0 - sum(missing) / total,
            max(missing, default=0.0),
            best,
            best - float(np.mean(cosines[_REST] or [best])),
            max((c.keyword or 0.0 for c in ranked), default=0.0) / total,
            np.log1p(len(rarity)),
        ]
    )
