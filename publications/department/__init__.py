"""The department's own page, kept by its head."""
