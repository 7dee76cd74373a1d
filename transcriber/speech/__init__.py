"""From audio to text: windows cut at silences, recognition, and the audit that no speech went missing."""
