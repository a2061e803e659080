"""Serialize records as the files of a municipality folder, and replace the files of a folder."""
