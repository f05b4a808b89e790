"""Parts of the sample generator; `python3 samples/make.py` runs it."""
