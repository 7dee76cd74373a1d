"""WhisperX with its diarization, as its README calls it, without its aligner (no package brings a Japanese one): in a process of its own."""

from __future__ import annotations

from pathlib import Path

WHISPERX_WITH_SPEAKERS = """
import json, sys, warnings
warnings.filterwarnings("ignore")
from faster_whisper import decode_audio
import whisperx
from whisperx.diarize import DiarizationPipeline, assign_word_speakers
model = whisperx.load_model(sys.argv[1], device="cpu", compute_type="int8", language="ja", threads=int(sys.argv[3]))
audio = decode_audio(sys.argv[2])
heard = model.transcribe(audio, batch_size=8, language="ja")
voices = DiarizationPipeline(model_name=sys.argv[4], device="cpu")(audio)
found = assign_word_speakers(voices, heard)["segments"]
said = [{"speaker": s.get("speaker", "A"), "name": None, "start": s["start"], "end": s["end"], "text": s["text"]} for s in found]
print("\\n" + json.dumps(said))
"""


def command(python: Path, audio: Path, speech: Path, speakers: Path, threads: int) -> list[str]:
    """Prints its segments as JSON in the last line.

    Args:
        python: of an environment with whisperx.txt installed.
        speech: a faster-whisper folder.
        speakers: a pyannote folder.
    """
    return [str(python), "-c", WHISPERX_WITH_SPEAKERS, str(speech), str(audio), str(threads), str(speakers)]
