"""What a message means: its intent, its fields, and what it points to."""
