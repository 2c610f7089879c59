"""News: written by the department, read by everybody from their day on."""
