"""The texts that systemd and Windows read."""

from pathlib import Path

TURN = Path("/run/transcriber/turn")
"""By this file the workers for several municipalities on one computer take turns (transcriber/cluster/machine_turns.py)."""

TURN_GROUP = "transcriber-turn"

UNIT = """\
[Unit]
Description=Meeting transcriber (watches the shared folder)
After=remote-fs.target

[Service]
Type=notify
ExecStart={command} watch --config {config}
WorkingDirectory={home}
Restart=always
RestartSec=10
# A sign of life comes every 10 s from a thread that never touches the share.
WatchdogSec=120
# SIGTERM to the program, which stops within 10 s and keeps all work; what is left after that is killed.
KillMode=mixed
TimeoutStopSec=20
# What lies on this machine is this user's alone. On the share, files get what the office's folder gives (transcriber/system/rights.py).
UMask=0077
LimitCORE=0
Nice=5
# The rest of the machine stays usable: what would take more is ended, which is a child that reads or recognises (told as such),
# and the service goes on.
MemoryMax=90%
OOMPolicy=continue
{network}
NoNewPrivileges=yes
{slice}{confined}
[Install]
WantedBy={target}
"""

SLICE = """\
[Unit]
Description=Meeting transcribers of several municipalities

[Slice]
# All of them together leave the rest of the machine usable; among each other they get equal shares of the processor.
MemoryMax=90%
"""

TURNS = f"""\
d {TURN.parent} 0750 root {TURN_GROUP}
f {TURN} 0660 root {TURN_GROUP}
f {TURN.with_suffix(".next")} 0660 root {TURN_GROUP}
"""

CONFINED = """\
User={user}
Group={group}
{groups}ProtectSystem=strict
ReadWritePaths={writable}
ProtectHome={home}
PrivateTmp={tmp}
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectHostname=yes
ProtectProc=invisible
RestrictNamespaces=yes
RestrictRealtime=yes
LockPersonality=yes
SystemCallArchitectures=native
CapabilityBoundingSet=
KeyringMode=private
# What processes of this machine say to each other: journal, service manager; and IP where other computers help.
RestrictAddressFamilies={families}
# Left out on purpose: RestrictSUIDSGID (folders on a group's share carry the set-group-ID bit), PrivateDevices and
# ProtectClock (they hide the GPU), MemoryDenyWriteExecute (the engines compile at run time).
{gpu}"""

ALONE = """\
# The share is mounted by the system; the program itself needs no network, so it gets none.
PrivateNetwork=yes"""

TOGETHER = """\
# Other computers help (transcriber cluster): the named ones, and no other.
{allowed}"""

WORKER_UNIT = """\
[Unit]
Description=Meeting transcriber (helps another computer)
After=network-online.target
Wants=network-online.target

[Service]
ExecStart={command} worker --config ${{CREDENTIALS_DIRECTORY}}/worker.toml{turn}
# The file with the key stays root's; the worker gets to read it, and is nobody.
LoadCredential=worker.toml:{config}
DynamicUser=yes
{groups}Restart=always
RestartSec=10
# It ends the task that it works on before it goes.
KillMode=mixed
TimeoutStopSec=1800
UMask=0077
LimitCORE=0
Nice=5
MemoryMax=90%
OOMPolicy=continue
# What it works on is in memory alone.
PrivateTmp=yes
ProtectSystem=strict
ProtectHome={home}
NoNewPrivileges=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictNamespaces=yes
RestrictRealtime=yes
LockPersonality=yes
SystemCallArchitectures=native
CapabilityBoundingSet=
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
{allowed}
[Install]
WantedBy=multi-user.target
"""

TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>Meeting transcriber (watches the shared folder)</Description></RegistrationInfo>
  <Triggers>
    <LogonTrigger><Enabled>true</Enabled></LogonTrigger>
    <TimeTrigger>
      <StartBoundary>2024-01-01T00:00:00</StartBoundary>
      <Repetition><Interval>PT15M</Interval></Repetition>
    </TimeTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>7</Priority>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>{command}</Command>
      <Arguments>{verb} --config "{config}"{more}</Arguments>
      <WorkingDirectory>{home}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
