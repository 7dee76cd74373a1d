"""One recording's work: what the pipeline is asked, the folder of its artefacts, how far it is and how long it takes."""
