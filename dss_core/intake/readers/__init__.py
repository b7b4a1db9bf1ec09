"""Every kind of file that can be read: one module each, and a line in ``kinds.py``."""
