"""What a plan will be once an amendment is approved: worked out in memory, nothing written."""
