"""What a municipality's figures rest on."""

from enum import StrEnum


class Basis(StrEnum):
    """How an indicator's figures come about, so that a reader is not left to guess it."""

    ALL_PEOPLE = "all_people"
    """everyone it is about is counted: inhabitants, pupils"""
    ALL_THINGS = "all_things"
    """everything it is about is counted: waste, workplaces, kilometres"""
    SAMPLE = "sample"
    """some are asked or measured, and stand for all"""
    CALCULATED = "calculated"
    """a calculation or a model: emissions, prognoses"""
    REPORTED = "reported"
    """institutions say it of themselves"""
