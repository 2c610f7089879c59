"""What people send from the screens of reports (entry) and of collections (review)."""
