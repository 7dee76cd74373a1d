"""`python -m transcriber` is the console script, and the console script is this."""


def run() -> None:
    """The command line. Its imports stand here because each engine's child imports the main module anew, and needs
    none of them: that saves two seconds a child."""
    from transcriber.cli import main

    main.main()


if __name__ == "__main__":
    run()
