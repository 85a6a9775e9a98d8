"""The small questions as tools of the Model Context Protocol; what needs the SDK is imported only where it is."""
