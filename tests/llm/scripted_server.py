"""A scripted OpenAI-compatible server on 127.0.0.1 (standard library only): it answers what a test tells it to, faults included.

    with ScriptedServer([{"content": "{}"}]) as server:
        ... server.url, server.bodies, server.peak

One reply a request, the last one repeats; or a function (body, number) -> reply. A reply is a dict:

    content | tool_args (+ tool_name) | refusal | choices      what the completion holds
    finish_reason, usage (None leaves it out), latency
    status, error, headers                                      an error reply
    raw, content_type                                           any bytes in place of a completion
    cut: True                                                   half of the body, then the connection is closed
    trickle: seconds                                            one byte every so many seconds
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Callable, Sequence
from typing import Any

Reply = dict[str, Any]
Script = Sequence[Reply] | Callable[[dict[str, Any], int], Reply]
USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


class ScriptedServer:
    """The server, in a thread of its own; a context manager."""

    def __init__(self, script: Script = ({"content": "{}"},), latency: float = 0.0) -> None:
        self.script = script
        self.latency = latency
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.in_flight = self.peak = 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._handle, "127.0.0.1", 0, backlog=2048)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        me = asyncio.current_task()
        for task in asyncio.all_tasks():
            if task is not me:
                task.cancel()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head[:-4].split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
        body = json.loads(await reader.readexactly(int(headers.get("content-length", "0"))))
        number = len(self.bodies)
        self.bodies.append(body)
        self.headers.append(headers)
        self.paths.append(first.split(" ")[1])
        reply = self.script(body, number) if callable(self.script) else self.script[min(number, len(self.script) - 1)]
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        try:
            await asyncio.sleep(reply.get("latency", self.latency))
            return await self._answer(writer, body, reply, number)
        finally:
            self.in_flight -= 1

    async def _answer(self, writer: asyncio.StreamWriter, body: dict[str, Any], reply: Reply, number: int) -> bool:
        status = reply.get("status", 200)
        kind = reply.get("content_type", "application/json")
        if "raw" in reply:
            payload: bytes = reply["raw"]
        elif status >= 300:
            error = reply.get("error", "no")
            payload = json.dumps({"error": error if isinstance(error, dict) else {"message": error, "type": "t", "code": None}}).encode()
        else:
            payload = json.dumps(completion(body, reply, number)).encode()
        lines = [f"HTTP/1.1 {status} X", f"content-type: {kind}", f"content-length: {len(payload)}"]
        lines += [f"{name}: {value}" for name, value in reply.get("headers", {}).items()]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        if reply.get("cut"):
            writer.write(payload[: len(payload) // 2])
            await writer.drain()
            return False
        if pause := reply.get("trickle"):
            for i in range(len(payload)):
                writer.write(payload[i : i + 1])
                await writer.drain()
                await asyncio.sleep(pause)
            return True
        writer.write(payload)
        await writer.drain()
        return True


def completion(body: dict[str, Any], reply: Reply, number: int) -> dict[str, Any]:
    """A chat completion as OpenAI's interface has it; content is told as tool arguments when a tool was forced."""
    message: dict[str, Any] = {"role": "assistant", "content": reply.get("content")}
    if "refusal" in reply:
        message["refusal"] = reply["refusal"]
    elif body.get("tools") and ("tool_args" in reply or ("content" in reply and not reply.get("as_text"))):
        name = reply.get("tool_name", body["tools"][0]["function"]["name"])
        arguments = reply.get("tool_args", reply.get("content"))
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": f"call_{number}", "type": "function", "function": {"name": name, "arguments": arguments}}],
        }
    out: dict[str, Any] = {
        "id": f"chatcmpl-{number}",
        "object": "chat.completion",
        "created": 1700000000,
        "model": body.get("model", "m"),
        "choices": reply.get("choices", [{"index": 0, "message": message, "finish_reason": reply.get("finish_reason", "stop")}]),
    }
    usage = reply.get("usage", USAGE)
    if usage is not None:
        out["usage"] = usage
    return out
