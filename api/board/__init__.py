"""The board: the weeks to come with their seats, who waits beside them, and moving cards between them."""
