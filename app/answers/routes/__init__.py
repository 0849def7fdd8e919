"""The ways in which a question is answered, one file each; `table.py` says in which order they are tried."""
