"""What the language models are told: prose files with named variables."""
