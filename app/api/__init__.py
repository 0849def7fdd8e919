"""The HTTP API under `/api/v1`: the same powers and the same JSON forms as the command line."""
