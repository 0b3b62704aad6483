"""The people: who takes part, in which role."""
