"""The open-data files of a release: CSV, Excel, JSON, JSON-stat and the description of them all."""
