"""Letters about collections: to whom they go, when they are due, how they are written."""
