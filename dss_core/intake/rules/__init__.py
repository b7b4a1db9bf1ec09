"""The checks that look at more than one cell: one function per rule, and one line for it in ``registry``."""
