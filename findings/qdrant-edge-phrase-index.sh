#!/usr/bin/env bash
# Qdrant Edge: making a text index turns a phrase filter that worked into one that finds nothing, without an error.
#
# Version: qdrant-edge-py 0.9.0.
# Seen: MatchPhrase("not seen alone") finds its passage while the field has no index. After the field gets a text index
#   with default settings the same filter finds none; with phrase_matching=True it finds it again. No call complains.
# Expected: an index makes a filter faster and does not change what it matches; if it cannot serve a phrase, it says so.
# Why it matters: "no passage has these words" is a finding in itself. Here it only says how the index was made.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check qdrant-edge-py==0.9.0
SHARD="$work/shard" "$work/venv/bin/python" - <<'PY'
import os
import sys

import qdrant_edge as edge

os.mkdir(os.environ["SHARD"])
vector = edge.EdgeVectorParams(size=1, distance=edge.Distance.Dot)
shard = edge.EdgeShard.create(os.environ["SHARD"], edge.EdgeConfig(vectors={"v": vector}))
texts = ("The child was not seen alone.", "Alone, and not seen.")
shard.update(edge.UpdateOperation.upsert_points(
    [edge.Point(i, {"v": [1.0]}, {"text": text}) for i, text in enumerate(texts, 1)]
))


def found() -> int:
    phrase = edge.FieldCondition("text", match=edge.MatchPhrase("not seen alone"))
    return shard.count(edge.CountRequest(filter=edge.Filter(must=[phrase]), exact=True))


seen = [found()]
for phrase_matching in (None, True):
    index = edge.TextIndexParams(phrase_matching=phrase_matching)
    shard.update(edge.UpdateOperation.create_field_index("text", index))
    seen.append(found())
shard.close()
print("passages found without an index: {}, with a text index: {}, with phrase_matching=True: {}".format(*seen))
sys.exit(0 if seen == [1, 0, 1] else "changed: a text index treats phrases in another way")
PY
