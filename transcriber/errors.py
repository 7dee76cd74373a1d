"""Every error a person may see, in one tree.

    TranscriberError
    ├── RecordingError          the dropped file itself
    │   ├── EmptyRecording          0 bytes, or no audio frame in it
    │   ├── NotARecording           not a media file, whatever its name says
    │   ├── NoAudioTrack            a video (or picture) without sound
    │   ├── TruncatedRecording      its end is missing, and with it what is needed to play it
    │   ├── UnreadableSound         a kind of sound that no decoder here knows
    │   └── SilentRecording         sound, but no speech anywhere
    ├── SettingsError           what the office can edit
    │   ├── SettingsFileError       transcriber.toml or a profile's 設定.toml
    │   ├── ProfileError            a profile folder that is missing or incomplete
    │   ├── RosterError             名簿.xlsx
    │   ├── GlossaryError           用語.xlsx
    │   └── TemplateError           ひな形.docx
    ├── PaperError              次第, 名簿 or other papers beside a recording; named, never fatal
    ├── SpeakerSheetError       話者.xlsx, as staff filled it in
    ├── VoicesError             enrolled voices
    ├── ReturnedFileError       a file in 3_確認済み that cannot be read or matched
    ├── FinaliseError           a checked draft from which a copy is asked that may not be made
    │   ├── NotForPublication       a public copy of a consultation
    │   ├── StillOpen               an original of what nobody finished checking
    │   └── UnknownKind             nothing says whether it is a council's record or a consultation's
    ├── FormNotMade             no PDF or page could be made of a finished Word file, which is there all the same
    ├── ManifestError           a manifest (目録) that cannot be read
    │   └── NotAsListed             a file is missing, changed or added since the manifest was made
    ├── NamedPathError          a path on the command line that is no file, or no folder, as it should be
    ├── UsageFault              a command that was not understood as it was typed
    ├── NotATranscript          a transcript.json that cannot be read
    ├── UnmaskFault             something masked that is not there
    ├── ModelError              weights
    │   ├── ModelMissing            not fetched yet
    │   ├── ModelCorrupt            a file whose hash differs from the catalogue
    │   └── ModelSourceError        no source could deliver it
    ├── EngineError             recognition and diarization
    │   ├── EngineDied              the child process ended without an answer
    │   └── EngineFailed            the child process answered with an error
    │       └── OutOfMemory             no room for the work on this device; less at a time may fit
    ├── ClusterError            work by several PCs
    │   ├── ClusterFileError        coordinator.toml or worker.toml, or what is asked of them
    │   └── ClusterNotInstalled     the packages for it are not installed
    ├── FontMissing             the font of the pictures, which should have come with the program
    ├── InstallationDamaged     a file that ships with the program is missing or broken
    ├── CannotStart             a program of ours cannot be started on this machine now; no fault of the file at hand
    └── StorageError            disks, shares, the job store
        ├── DiskFull
        ├── NotALocalDisk           the job store on a network drive
        ├── ShareUnreachable
        ├── StoreDamaged
        ├── AuditError              the audit log cannot be written
        └── Changed                 a file changed under our hands

Each error says in Japanese what was found (`found`) and what to do (`todo`), because its text is what a clerk reads.
`temporary` tells the runner whether waiting may help.
"""

from __future__ import annotations


class TranscriberError(Exception):
    """Base of all errors meant for people.

    Args:
        found: what is wrong, in Japanese, one sentence.
        todo: what to do about it, in Japanese, one or two sentences.
    """

    temporary = False

    def __init__(self, found: str, todo: str) -> None:
        super().__init__(f"{found} {todo}")
        self.found = found
        self.todo = todo

    def __reduce__(self) -> tuple[type[TranscriberError], tuple[str, str]]:
        # The default rebuilds with the joined text; errors cross process borders (system/engines.py), so keep both parts.
        return type(self), (self.found, self.todo)


class RecordingError(TranscriberError):
    """The dropped file cannot become minutes."""


class EmptyRecording(RecordingError):
    """Nothing in the file."""


class NotARecording(RecordingError):
    """Not a media file."""


class NoAudioTrack(RecordingError):
    """Media without an audio stream."""


class TruncatedRecording(RecordingError):
    """The file's end is missing, and without it nothing can be played. What can be played is drafted, however short."""


class UnreadableSound(RecordingError):
    """No decoder for its sound."""


class SilentRecording(RecordingError):
    """No speech was found."""


class SettingsError(TranscriberError):
    """Something the office edits is not as expected."""


class SettingsFileError(SettingsError):
    """A TOML settings file."""


class ProfileError(SettingsError):
    """A profile folder."""


class RosterError(SettingsError):
    """名簿.xlsx"""


class GlossaryError(SettingsError):
    """用語.xlsx"""


class TemplateError(SettingsError):
    """A Word template."""


class PaperError(TranscriberError):
    """A paper that cannot be read. The recording goes on without it."""


class SpeakerSheetError(TranscriberError):
    """The list of speakers beside a draft, or what is asked of it."""


class VoicesError(TranscriberError):
    """Enrolled voices: none found, or nothing to enrol."""


class ReturnedFileError(TranscriberError):
    """A file in 3_確認済み."""


class FinaliseError(TranscriberError):
    """A copy of a checked draft that may not be made."""


class NotForPublication(FinaliseError):
    """A public copy of a consultation."""


class StillOpen(FinaliseError):
    """An original of a draft in which something is still open, and no reason was given."""


class UnknownKind(FinaliseError):
    """Council or consultation: nothing in or around the file says it."""


class FormNotMade(TranscriberError):
    """Another form (PDF, page) of a finished Word file that could not be made."""


class ManifestError(TranscriberError):
    """A manifest of a record and its attachments that cannot be read or made."""


class NotAsListed(ManifestError):
    """Files are not as their manifest lists them."""


class NamedPathError(TranscriberError):
    """A path on the command line that leads to something else than it should."""


class UsageFault(TranscriberError):
    """A command line with an unknown command or option, a value that is not usable, or something missing."""


class UnmaskFault(TranscriberError):
    """Something masked that is not there (any more), or is not what the draft shows."""


class NotATranscript(TranscriberError):
    """A transcript.json that is none."""


class ModelError(TranscriberError):
    """Model weights."""


class ModelMissing(ModelError):
    """A model is not on this machine."""


class ModelCorrupt(ModelError):
    """A file's hash is not the catalogue's."""


class ModelSourceError(ModelError):
    """No source delivered the model."""


class EngineError(TranscriberError):
    """Recognition or diarization went wrong."""


class EngineDied(EngineError):
    """The engine's process ended without an answer (kill, out of memory, a library's abort)."""


class EngineFailed(EngineError):
    """The engine's process answered with an error."""


class OutOfMemory(EngineFailed):
    """The device has no memory for the work; less at a time, or another device, may do."""


class ClusterError(TranscriberError):
    """Work by several PCs."""


class ClusterFileError(ClusterError):
    """The files that one computer of a cluster needs."""


class ClusterNotInstalled(ClusterError):
    """The optional packages are missing."""


class FontMissing(TranscriberError):
    """The font of the pictures is not where the installation put it."""


class InstallationDamaged(TranscriberError):
    """A file that ships with the program is missing or broken."""


class CannotStart(TranscriberError):
    """A child process cannot be started now: no memory, too many processes, a damaged installation. The file is left alone."""

    temporary = True


class StorageError(TranscriberError):
    """Disks, shares and the job store."""

    temporary = True


class DiskFull(StorageError):
    """No room left."""


class NotALocalDisk(StorageError):
    """The job store needs a local disk."""

    temporary = False


class ShareUnreachable(StorageError):
    """The shared folder does not answer."""


class StoreDamaged(StorageError):
    """The job database fails its integrity check."""

    temporary = False


class AuditError(StorageError):
    """The audit log cannot be written."""


class Changed(StorageError):
    """A file changed while it was read."""
