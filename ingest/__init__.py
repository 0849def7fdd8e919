"""From a file to a Review: read the text, recover the structure, keep it in the library."""

from ingest.offline import switch_off

switch_off()  # before anything else is imported: some libraries ask once, on their import
