"""Search of the public pages: the same words find the same with and without scripts."""
