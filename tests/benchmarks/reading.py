"""How well messages are read: `python tests/benchmarks/reading.py [--split dev|held|all] [--wrong]`."""
