"""Finds named projects: lists before 等…项目, names beside verbs of building, signed contracts."""

from extractor.projects.find import add_money, find_projects, grammar_of

__all__ = ["add_money", "find_projects", "grammar_of"]
