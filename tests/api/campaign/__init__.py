"""Campaigns against the whole service: long lives, races, canaries, odd clocks."""
