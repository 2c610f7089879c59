"""Peer outliers: figures far from what is usual among comparable libraries."""
