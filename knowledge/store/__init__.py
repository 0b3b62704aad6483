"""What is kept: tables, documents and answers in SQL, the only truth."""
