"""Pages on which an amendment is written beside the approved plan."""
