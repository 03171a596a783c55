"""The pages: what they share (templates, style, scripts, forms); each subject's own stand in its `pages.py`."""
