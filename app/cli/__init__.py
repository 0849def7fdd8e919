"""The `casebook` command, one module a group of commands."""
