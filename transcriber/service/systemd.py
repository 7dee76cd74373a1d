"""Tell systemd that the service is ready and alive (sd_notify): one datagram to the socket it names."""

from __future__ import annotations

import logging
import socket

from transcriber import settings

log = logging.getLogger(__name__)


def notify(state: str) -> None:
    """Send `state` (e.g. "READY=1", "WATCHDOG=1"); nothing where no service manager listens, or where it has gone."""
    address = settings.notify_socket()
    if address is None or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
        s.settimeout(1.0)
        try:
            s.sendto(state.encode(), address)
        except OSError as e:
            log.warning("service manager: %s", type(e).__name__)
