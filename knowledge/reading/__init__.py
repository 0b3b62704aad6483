"""Understanding Chinese text: dates, names, promises, outcomes, questions."""
