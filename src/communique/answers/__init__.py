"""Questions to a graph, explanations, checks and exports."""
