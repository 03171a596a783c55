"""Measurements of the solver, written as a dated table by `make bench`. None of them is a test."""
