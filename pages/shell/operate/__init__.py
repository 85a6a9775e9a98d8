"""What the operator sees and sets: log, metrics, limits, and the mark by which a proxy finds a process again."""
