"""What the association reports: how many were hosted, who, after which wait, by whose workshops."""
