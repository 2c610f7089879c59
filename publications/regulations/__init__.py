"""Regulatory documents: kept by the department, read by everybody."""
