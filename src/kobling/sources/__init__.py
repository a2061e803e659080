"""Adapters to data from outside: registers of official statistics, files of extracts and files of survey data.

An adapter imports no room, no Django and no database.
"""
