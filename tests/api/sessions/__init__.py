"""Sessions of published weeks."""
