"""`python -m transcriber` is the console script."""

from transcriber.cli.main import run

if __name__ == "__main__":
    run()
