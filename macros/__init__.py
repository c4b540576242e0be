"""What a chapter can say."""
