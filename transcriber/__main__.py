"""`python -m transcriber` is the console script, and the console script is this."""


def run() -> None:
    """The command line. Its imports stand here because each engine's child imports the main module anew, and needs
    none of them: that saves two seconds a child."""
    import gc

    from transcriber.cli import main

    gc.set_threshold(
        50_000, 20, 100
    )  # a long list of terms is a million small objects, all of them needed: a fifth of their time
    main.main()


if __name__ == "__main__":
    run()
