"""Drafts: what somebody has typed into a form and not sent yet, kept by the service and never in the browser."""
