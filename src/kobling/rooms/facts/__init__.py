"""The facts of a municipality: their kinds, their storage in versions, and the change sets that alter them."""
