"""Tell systemd that the service is ready and alive (sd_notify): one datagram to the socket it names."""

from __future__ import annotations

import socket

from transcriber import settings

INTERVAL = 10.0
"""Seconds between two signs of life; WatchdogSec in the unit is many times longer."""


def notify(state: str) -> None:
    """Send `state` (e.g. "READY=1", "WATCHDOG=1"); nothing where no service manager listens."""
    address = settings.notify_socket()
    if address is None or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
        s.settimeout(1.0)
        s.sendto(state.encode(), address)
