"""What a visitor sees: the frame and the pages it runs."""
