"""What a chapter can say, and what is wrong with what it says."""
