"""What a reader should know of a quotation: what it rests on, newer guidance, what was done about it."""
