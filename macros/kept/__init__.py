"""What takes long is worked out once and kept while nothing that it rests on has changed."""
