"""``python -m encoder`` is the command ``tei-encoder``."""

from encoder.cli import main

if __name__ == "__main__":
    main(prog_name="tei-encoder")
