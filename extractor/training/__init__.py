"""Training, evaluation and review of the model; needs the extra `train` and the texts beside the repository."""
