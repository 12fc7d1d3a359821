"""io/fetch in Python: four ways to wait for many HTTP answers, all with httpx."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

from greenbench import baseline, hotspot, variant

AT_A_TIME = 20


def ask_no_proxy() -> None:
    """httpx would send what is meant for the local server to the proxy that this machine may be told to use."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]


@hotspot(
    "io/fetch",
    default_size=40,
    article_size=200,
    sizes=[20, 40, 100, 200, 400],
    needs=("httpx",),
    needs_server=True,
)
class Fetch:
    """Many small documents are fetched from a local HTTP server that takes its time to answer.
    Programs that wait for others are said to wait more cheaply in one thread than in many."""

    def setup(self, n: int, server_url: str) -> None:
        import httpx

        ask_no_proxy()
        self.httpx = httpx
        self.urls = [f"{server_url}/item/{i}" for i in range(n)]

    @baseline
    def threads(self) -> list[bytes]:
        def get(url: str) -> bytes:
            return self.httpx.get(url).raise_for_status().content

        with ThreadPoolExecutor(AT_A_TIME) as pool:
            return list(pool.map(get, self.urls))

    @variant
    def threads_shared_client(self) -> list[bytes]:
        with self.httpx.Client() as client, ThreadPoolExecutor(AT_A_TIME) as pool:

            def get(url: str) -> bytes:
                return client.get(url).raise_for_status().content

            return list(pool.map(get, self.urls))

    @variant
    def asyncio(self) -> list[bytes]:
        async def get_all() -> list[bytes]:
            async with self.httpx.AsyncClient() as client:

                async def get(url: str) -> bytes:
                    return (await client.get(url)).raise_for_status().content

                return await asyncio.gather(*map(get, self.urls))

        return asyncio.run(get_all())

    @variant
    def asyncio_limited(self) -> list[bytes]:
        async def get_all() -> list[bytes]:
            slots = asyncio.Semaphore(AT_A_TIME)
            async with self.httpx.AsyncClient() as client:

                async def get(url: str) -> bytes:
                    async with slots:
                        return (await client.get(url)).raise_for_status().content

                return await asyncio.gather(*map(get, self.urls))

        return asyncio.run(get_all())
