"""What leaves the service: tables for spreadsheets, instances that can be replayed."""
