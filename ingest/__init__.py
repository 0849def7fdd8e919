"""From a file to a Review: read the text, recover the structure, keep it in the library."""
