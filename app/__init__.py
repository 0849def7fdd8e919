"""From passages to people: answers, citations, the command line, the web page, the API."""

import ingest as ingest  # first of all: see ingest/offline.py
