"""The bank of practices: proposed by librarians, published by methodists."""
