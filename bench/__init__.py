"""Measurements that the project keeps: scores, speed, growth."""
