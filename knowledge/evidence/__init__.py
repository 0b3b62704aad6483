"""From passages to sentences that are borne out by them."""
