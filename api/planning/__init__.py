"""Planning: from what is stored to proposals, and from a chosen proposal to a published week."""
