"""Parse the files of a municipality folder: text, YAML, CSV and Markdown into records with source locations."""
