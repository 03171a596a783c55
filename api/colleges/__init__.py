"""The catalogue of collèges: who may send notices."""
