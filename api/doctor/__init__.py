"""What is unsafe in an installation, looked at from outside the service."""
