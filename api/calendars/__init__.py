"""Calendars that practitioners subscribe to, at secret addresses: workshop, place and count, nothing else."""
