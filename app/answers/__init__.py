"""From ranked passages to an answer made of quotations, or to a plain "nothing found"."""
