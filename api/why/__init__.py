"""« Pourquoi ? »: why a pupil is not hosted in a week, what it would cost, and trying what would help."""
