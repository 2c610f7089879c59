"""Forms of the designer of statistical forms."""
