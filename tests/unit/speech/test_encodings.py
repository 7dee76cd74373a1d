"""What the encoder made of a piece of sound is kept for as long as it may be asked about, and no longer."""

from __future__ import annotations

import numpy as np

from transcriber.speech.encodings import KeptEncodings, encoding_key

ONE = np.ones((10, 8), np.float32)
BYTES = ONE.size * 2
"""In half precision."""

SOUND = np.linspace(-1, 1, 1600, dtype=np.float32)


def test_the_same_sound_in_the_same_room_is_the_same_piece() -> None:
    assert encoding_key(SOUND, 800) == encoding_key(SOUND.copy(), 800)
    assert encoding_key(SOUND, 800) != encoding_key(SOUND, 1000)
    assert encoding_key(SOUND, 800) != encoding_key(SOUND * 0.99, 800)


def test_what_is_kept_is_what_was_used_the_first_time() -> None:
    kept, key = KeptEncodings(), encoding_key(SOUND, 800)
    first = kept.keep({key: ONE / 3})
    np.testing.assert_array_equal(kept.of([key])[key], first[key])


def test_the_oldest_go_when_there_are_too_many() -> None:
    kept = KeptEncodings(most_bytes=3 * BYTES)
    keys = [encoding_key(SOUND, context) for context in range(5)]
    for key in keys:
        kept.keep({key: ONE})
    assert list(kept.of(keys)) == keys[2:]


def test_what_is_needed_now_is_kept_however_large() -> None:
    kept = KeptEncodings(most_bytes=BYTES)
    keys = [encoding_key(SOUND, context) for context in range(3)]
    assert list(kept.keep(dict.fromkeys(keys, ONE))) == keys
    assert list(kept.of(keys)) == keys
