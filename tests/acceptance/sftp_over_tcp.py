"""An SFTP server on a TCP port, as slow as wanted: sshfs (`-o directport=PORT`) mounts what it serves.

    python sftp_over_tcp.py PORT SECONDS COMMAND

COMMAND is OpenSSH's sftp-server; each packet waits SECONDS in each direction.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time


def carry(source: int, target: int, delay: float) -> None:
    """Hand on what comes until no more comes or nobody takes it; then the connection is over."""
    try:
        while data := os.read(source, 1 << 15):
            time.sleep(delay)
            while data:
                data = data[os.write(target, data) :]
    except OSError:  # unmounted under way: the other end is gone
        os._exit(1)
    os._exit(0)


def serve(port: int, delay: float, command: str) -> None:
    """Serve one connection after another, each in a process of its own."""
    listener = socket.create_server(("127.0.0.1", port))
    print("ready", flush=True)  # noqa: T201 - whoever started us waits for it
    while True:
        connection, _ = listener.accept()
        if os.fork():
            connection.close()
            continue
        listener.close()  # else a connection that lives on keeps the port of a server that was killed
        (inner, to_server), (from_server, outer) = os.pipe(), os.pipe()
        if os.fork() == 0:
            os.dup2(inner, 0)
            os.dup2(outer, 1)
            os.closerange(3, 64)
            os.execv(command, [command])
        os.close(inner)
        os.close(outer)
        threading.Thread(target=carry, args=(connection.fileno(), to_server, delay), daemon=True).start()
        carry(from_server, connection.fileno(), delay)


if __name__ == "__main__":
    serve(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3])
