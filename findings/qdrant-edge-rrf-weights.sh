#!/usr/bin/env bash
# Qdrant Edge: in weighted rank fusion with k=60, giving one list more weight lets the other list decide.
#
# Version: qdrant-edge-py 0.9.0. Qdrant's documentation gives the formula, 1 / (k + rank / weight - 1) with ranks from
#   1; Edge's own reference says "Higher weight gives more influence on the final ranking". Neither says the following.
# Seen: two lists that rank four points in opposite order, weights 3 and 1. With k=2 the first list's best is on top;
#   with k=60, the constant of the paper that RRF comes from and of many programs, exactly the second list's order.
# Expected: the list with three times the weight decides, whatever k is, as where a weight multiplies 1 / (k + rank).
# Why it matters: the weight divides the rank, so beside a large k it flattens that list's differences. Whoever raises
#   the weight of keyword search over vectors (or the reverse) makes the results follow the search trusted less.
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
shard = edge.EdgeShard.create(os.environ["SHARD"], edge.EdgeConfig(vectors={"first": vector, "second": vector}))
points = [edge.Point(i, {"first": [5.0 - i], "second": [float(i)]}, {}) for i in (1, 2, 3, 4)]
shard.update(edge.UpdateOperation.upsert_points(points))


def fused(k: int) -> list[int]:
    lists = [edge.Prefetch(limit=4, query=edge.Query.Nearest([1.0], using=name)) for name in ("first", "second")]
    fusion = edge.Fusion.Rrf(k=k, weights=[3.0, 1.0])
    return [hit.id for hit in shard.query(edge.QueryRequest(limit=4, prefetches=lists, query=fusion))]


seen = {k: fused(k) for k in (2, 60)}
shard.close()
multiplied = sorted((1, 2, 3, 4), key=lambda i: 3 / (60 + i) + 1 / (60 + 5 - i), reverse=True)
print(f"first list: [1, 2, 3, 4] (weight 3); second: [4, 3, 2, 1] (weight 1); k=2: {seen[2]}; k=60: {seen[60]}")
print(f"weights that multiply, k=60: {multiplied}")
as_before = seen[2][0] == 1 and seen[60] == [4, 3, 2, 1] and multiplied == [1, 2, 3, 4]
sys.exit(0 if as_before else "changed: the weights act in another way")
PY
