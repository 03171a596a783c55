"""Calendars at secret addresses."""
