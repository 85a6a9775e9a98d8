"""Tables only the evaluation of effects reads."""
