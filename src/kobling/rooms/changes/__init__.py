"""Change sets as people make and see them: changing one fact, undoing, and the history of a fact."""
