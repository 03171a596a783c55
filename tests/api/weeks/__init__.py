"""Published weeks."""
