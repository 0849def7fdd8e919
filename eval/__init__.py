"""Known question-answer pairs and the measures that judge `index` and `app` from outside."""

import ingest as ingest  # first of all: see ingest/offline.py
