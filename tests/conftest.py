"""Hypothesis profiles: a short repeatable run every day, a long random one on demand.

`HYPOTHESIS_PROFILE=soak pytest tests/test_against_oracle.py` searches for much longer.
"""

import os

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "normal", deadline=None, derandomize=True, max_examples=30, suppress_health_check=_SLOW
)
settings.register_profile(
    "soak", deadline=None, max_examples=5000, suppress_health_check=_SLOW, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "normal"))
