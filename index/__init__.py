"""From reviews to ranked passages: embedding, the Qdrant store, retrieval."""
