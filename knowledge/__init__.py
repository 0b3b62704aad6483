"""What the assistant knows: documents, search with evidence, the ledger. Knows nothing of chats or files."""
