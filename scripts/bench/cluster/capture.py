"""What goes over a network: every packet that passes an interface, sorted by who speaks to whom. Linux, root.

    python capture.py INTERFACE OUT PHRASE-FILE

Until SIGTERM; then OUT is JSON: flows with their bytes and the first byte of each direction (22 is a TLS handshake), and whether a phrase of
PHRASE-FILE (hex, one a line) ever passed unencrypted.
"""

from __future__ import annotations

import json
import signal
import socket
import struct
import sys
from collections import defaultdict
from pathlib import Path

_ALL = 0x0003
_IPV4, _TCP = 0x0800, 6
_TAIL = 4096
"""Bytes of a flow that are kept, so that a phrase across two packets is seen."""


def main() -> None:
    interface, out, phrases = (
        sys.argv[1],
        Path(sys.argv[2]),
        [bytes.fromhex(p) for p in Path(sys.argv[3]).read_text().split()],
    )
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ALL))
    tap.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 20)
    tap.bind((interface, 0))
    sizes: dict[str, int] = defaultdict(int)
    first: dict[str, int] = {}
    tails: dict[str, bytes] = defaultdict(bytes)
    others: dict[str, int] = defaultdict(int)
    seen: set[str] = set()

    def end(*_: object) -> None:
        dropped = struct.unpack("II", tap.getsockopt(263, 6, 8))[1]  # SOL_PACKET, PACKET_STATISTICS
        found = {"flows": [{"flow": f, "bytes": n, "first": first.get(f)} for f, n in sizes.items()], "others": others}
        out.write_text(json.dumps({**found, "plain": sorted(seen), "dropped": dropped}, indent=1))
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    print("ready", flush=True)
    while True:
        packet = tap.recv(1 << 17)
        (kind,) = struct.unpack("!H", packet[12:14])
        if kind != _IPV4 or packet[23] != _TCP:
            others[f"{kind:04x}"] += 1
            continue
        header = 14 + (packet[14] & 15) * 4
        source, target = socket.inet_ntoa(packet[26:30]), socket.inet_ntoa(packet[30:34])
        from_port, to_port = struct.unpack("!HH", packet[header : header + 4])
        end_of_packet = 14 + struct.unpack("!H", packet[16:18])[0]
        payload = packet[header + (packet[header + 12] >> 4) * 4 : end_of_packet]
        flow = f"{source}:{from_port} {target}:{to_port}"
        if payload:
            first.setdefault(flow, payload[0])
            sizes[flow] += len(payload)
            whole = tails[flow] + payload
            seen |= {p.hex() for p in phrases if p in whole}
            tails[flow] = whole[-_TAIL:]


if __name__ == "__main__":
    main()
