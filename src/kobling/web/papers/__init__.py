"""Slides, papers and tables of a goal, a theme, a committee, the whole or a list of findings, to be downloaded."""
