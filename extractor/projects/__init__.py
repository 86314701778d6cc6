"""Finds named projects: lists before 等…项目, names beside verbs of building, signed contracts."""

from extractor.projects.find import find_projects

__all__ = ["find_projects"]
