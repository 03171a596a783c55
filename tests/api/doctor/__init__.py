"""What is unsafe in an installation."""
