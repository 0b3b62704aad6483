"""Where a conversation takes place."""
