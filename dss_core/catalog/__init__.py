"""The definitions under ``data/``: read, checked, and stamped with a version."""
