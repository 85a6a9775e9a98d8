"""What a person collected: choices, slides in order, stories, drafts."""
