"""Measurements of the solver and the service, written as a dated table by `make bench`. None of them is a test."""
