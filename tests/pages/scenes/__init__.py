"""The scenes of each subject, in a file of its own; `gallery.scenes()` finds them."""
