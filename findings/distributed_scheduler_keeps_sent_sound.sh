#!/usr/bin/env bash
# Sound that is given to tasks as an argument stays in the memory of Dask's scheduler after the tasks are done and forgotten.
#
# distributed 2026.8.0: each end of a line to a worker keeps the last thousand messages that it sent (BatchedSend.recent_message_log), for
# developers, and with them the arguments of the tasks. Windows of a recording are of that size: ten
# seconds of 16 kHz PCM are 320 KB, so a scheduler keeps up to 320 MB for each worker, whatever is released. Seen here: after forty tasks
# of 320 KB each are done, their results read and every future released, the lines to the worker still hold all of their arguments.
# With the setting distributed.admin.low-level-log-length 0 nothing is kept.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "distributed==2026.8.0"
cat > "$folder/kept.py" <<'PY'
import sys
import time

import dask
from distributed import Client, LocalCluster

TASKS, SIZE = 40, 320_000


def heard(sound: bytes) -> int:
    return len(sound)


def kept(dask_scheduler) -> int:
    """Bytes of what the scheduler's lines to its workers still hold."""
    from distributed.protocol import pickle

    return sum(len(pickle.dumps(list(line.recent_message_log))) for line in dask_scheduler.stream_comms.values())


def main(length: int | None) -> int:
    if length is not None:
        dask.config.set({"distributed.admin.low-level-log-length": length})
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        for number in range(TASKS):
            future = client.submit(heard, number.to_bytes(4, "big") * (SIZE // 4), pure=False)
            assert future.result() == SIZE
            future.release()
        time.sleep(2)
        assert not client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))
        return client.run_on_scheduler(kept)


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else None))
PY
usual=$("$folder/venv/bin/python" "$folder/kept.py")
without=$("$folder/venv/bin/python" "$folder/kept.py" 0)
echo "forty tasks of 320,000 bytes, all done and released: $usual bytes are kept; with the log switched off: $without"
[ "$usual" -ge 12800000 ] && [ "$without" -lt 100000 ]
