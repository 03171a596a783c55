"""What is asked and answered about each kind of the catalogue; what is stored has the same form."""
