"""From reviews to ranked passages: embedding, the Qdrant store, retrieval."""

import ingest as ingest  # first of all: see ingest/offline.py
