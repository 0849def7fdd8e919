"""A question as everything below reads it: taken apart once, by readers that each claim some of its words."""
