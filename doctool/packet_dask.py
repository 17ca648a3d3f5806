"""The work of a packet on the machines of a dask.distributed cluster (`--penjadwal tcp://host:8786`).

Only tasks travel: plain data there, bytes and hashes back. Numbers, files and LibreOffice stay with the conductor.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, cast

from doctool import __version__
from doctool.errors import DoctoolError, OutsideProgramError
from doctool.packets.nouns import Borongan, Hasil

_CONNECT_S = 15
_GO_ON = "jalankan lagi dengan --lanjutkan; tanpa --penjadwal dikerjakan di komputer ini"
#: A worker of several threads does one batch at a time: what it keeps between batches is for one.
_ONE = threading.Lock()


@dataclass
class Cluster:
    """The workers of the scheduler at `address`. Raises DoctoolError where dask is missing or a worker has another
    doctool, OutsideProgramError where the scheduler does not answer or has no worker."""

    address: str
    workers: int = field(init=False)
    _client: Any = field(init=False)  # distributed is not typed

    def __post_init__(self) -> None:
        try:
            import distributed
        except ImportError as error:
            raise DoctoolError(
                "--penjadwal memerlukan dask.distributed, yang belum terpasang",
                'pasang dengan: pip install "doctool[dask]"',
            ) from error
        try:
            client: Any = distributed.Client
            self._client = client(self.address, timeout=_CONNECT_S, set_as_default=False)
            found = self._client.run(version)
        except (OSError, TimeoutError, ValueError) as error:
            raise OutsideProgramError(
                f'penjadwal "{self.address}" tidak menjawab ({type(error).__name__})',
                "jalankan dahulu: dask scheduler, lalu dask worker di tiap komputer; alamatnya seperti tcp://10.0.0.5:8786",
            ) from error
        except ModuleNotFoundError as error:
            self._client.close()
            raise DoctoolError(
                f'ada pekerja "{self.address}" yang tidak punya doctool',
                f"pasang doctool {__version__} di semua komputer",
            ) from error
        self._refuse(found)
        self.workers = len(found)

    def _refuse(self, found: dict[str, str]) -> None:
        others = sorted(f"{worker}: {one}" for worker, one in found.items() if one != __version__)
        if found and not others:
            return
        self._client.close()
        if not found:
            raise OutsideProgramError(
                f'penjadwal "{self.address}" tidak punya pekerja', f"jalankan: dask worker {self.address} --nthreads 1"
            )
        raise DoctoolError(
            f"versi doctool di pekerja lain dari di sini ({__version__}): {'; '.join(others)}",
            f"pasang doctool {__version__} di semua komputer",
        )

    def executor(self) -> Executor:
        """The cluster as an executor; workers that come later are used as well."""
        if self._client.status != "running":
            raise OutsideProgramError(f'penjadwal "{self.address}" tidak menjawab lagi', _GO_ON)
        return cast(Executor, self._client.get_executor(pure=False))

    def killed(self, error: BaseException) -> bool:
        """Whether the scheduler gave a batch up because its workers died."""
        from distributed.scheduler import KilledWorker

        return isinstance(error, KilledWorker)

    def kill(self, executor: Executor) -> None:
        """Start all workers anew."""
        self._client.restart()

    def close(self, executor: Executor) -> None:
        """Let go of an executor; what is under way is cancelled."""
        executor.shutdown(wait=False)  # cancels by itself

    def end(self) -> None:
        """Leave the cluster, which goes on running."""
        self._client.close()


@dataclass(frozen=True)
class OneAtATime:
    """Work as a worker of a cluster does it, whatever number of threads it has."""

    work: Callable[[Borongan], tuple[Hasil, ...]]

    def __call__(self, batch: Borongan) -> tuple[Hasil, ...]:
        with _ONE:
            return self.work(batch)


def version(**_: Any) -> str:
    """The version of doctool where this runs."""
    return __version__
