"""The fictional sample collection: what it is written in, how it is rendered, and its gold structure."""
