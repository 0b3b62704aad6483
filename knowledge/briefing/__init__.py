"""The card before a meeting."""
