"""聞き直し: one HTML file in which a reviewer listens again, with the transcript, the doubts and who spoke when.

What goes in is a `Transcript` and the address of a sound file beside the page; what comes out is one page without any
outside resource, which works from a shared folder. Its parts are in `web/`, as the browser runs them; `page` packs them.
"""

from transcriber.drafts.player.page import player_page

__all__ = ["player_page"]
