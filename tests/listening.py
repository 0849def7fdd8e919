"""Listens to all that some commands send, in a network and mount namespace of their own where every address leads back
here: a look-up or a call to anywhere is a packet on the one device there is, whoever sends it, native code too.

Run as `unshare -nm python listening.py FOLDER PLAN`, where PLAN is a JSON list of commands that run side by side. Each
goes on for LINGER seconds after the last has ended; a server is stopped then. Prints a JSON object: `ended` (their exit
statuses), `said` (what each wrote), `sent` (what went to elsewhere).
Exit status 77: the system allows no such namespace; standard error says why.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

LINGER, LONGEST = 20.0, 240.0
NOT_ALLOWED = 77
OUTGOING, EVERY_PROTOCOL = 4, 3
TCP, UDP, DNS = 6, 17, 53
#: Where look-ups go: an address that is none of ours, so that no resolver of the machine answers out of sight.
RESOLVER = "198.51.100.53"
FILES = {"resolv.conf": f"nameserver {RESOLVER}\n", "nsswitch.conf": "hosts: files dns\n"}


def main(folder: Path, plan: list[list[str]]) -> None:
    """Make the namespace ready, run the commands, tell what was heard."""
    ready(folder)
    heard: set[str] = set()
    threading.Thread(target=listen, args=(device(), heard), daemon=True).start()
    logs = [folder / f"{number}.log" for number in range(len(plan))]
    running = [start(command, log) for command, log in zip(plan, logs, strict=True)]
    servers = [command[-1] == "serve" for command in plan]
    until = time.monotonic() + LONGEST
    for process, stays in zip(running, servers, strict=True):
        if not stays:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, until - time.monotonic()))
    time.sleep(LINGER)
    for process in running:
        process.terminate()
    ended = [process.wait(20) for process in running]
    said = [log.read_text(encoding="utf-8", errors="replace") for log in logs]
    json.dump({"ended": ended, "said": said, "sent": sorted(heard)}, sys.stdout)


def ready(folder: Path) -> None:
    """One device, on which every address of the world is local; look-ups by DNS alone."""
    commands = ["ip link set lo up", "ip route add local default dev lo"]
    if Path("/proc/net/if_inet6").exists():
        commands.append("ip -6 route add local default dev lo")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
        commands.append(f"mount --bind {folder / name} {Path('/etc', name).resolve()}")
    for command in commands:
        try:
            done = subprocess.run(command.split(), capture_output=True, text=True)
        except FileNotFoundError as error:
            not_allowed(f"{error.filename} is not on this machine (Debian: iproute2, mount)")
        if done.returncode:
            not_allowed(f"`{command}` is refused: {done.stderr.strip()}")


def device() -> socket.socket:
    """Sees every packet of the namespace."""
    try:
        return socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(EVERY_PROTOCOL))
    except OSError as error:
        not_allowed(f"no socket that sees packets: {error.strerror}")


def not_allowed(why: str) -> NoReturn:
    """The system is no place for this test."""
    sys.stderr.write(why)
    sys.exit(NOT_ALLOWED)


def listen(packets: socket.socket, heard: set[str]) -> None:
    """Note each look-up, datagram and try to connect that is not for loopback."""
    while True:
        data, about = packets.recvfrom(65_535)
        if about[2] == OUTGOING and (told := described(data)):
            heard.add(told)


def described(packet: bytes) -> str:
    """Where a packet of IP goes and what it is; "" where it goes to loopback, or answers one that came."""
    six = packet[0] >> 4 == 6
    start = 40 if six else 4 * (packet[0] & 15)
    protocol = packet[6] if six else packet[9]
    to = ipaddress.ip_address(packet[24:40] if six else packet[16:20])
    if protocol not in (TCP, UDP) or (protocol == TCP and packet[start + 13] & 0x12 != 0x02):
        return ""
    port = int.from_bytes(packet[start + 2 : start + 4], "big")
    if port == DNS:
        return f"look-up of {name(packet[start + 8 + 12 :])}"
    return "" if to.is_loopback else f"{'TCP' if protocol == TCP else 'UDP'} to {to} port {port}"


def name(question: bytes) -> str:
    """The name that a DNS question asks for."""
    parts = []
    while question and 0 < question[0] < 64:
        parts.append(question[1 : 1 + question[0]].decode("ascii", "replace"))
        question = question[1 + question[0] :]
    return ".".join(parts)


def start(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    """One command, whose output goes to a file."""
    with log.open("wb") as out:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)


def stay(arguments: list[str]) -> None:
    """`casebook` as a command that ends when it has ended, in a process that lives on for LINGER seconds more."""
    read, write = os.pipe()
    os.set_inheritable(write, True)
    subprocess.Popen([sys.executable, "-P", __file__, "--staying", str(write), *arguments], close_fds=False)
    os.close(write)
    sys.exit(int(os.read(read, 8) or b"1"))


def staying(descriptor: int, arguments: list[str]) -> None:
    """The process of `stay`: runs the command, says how it ended, and stays."""
    from app.cli.main import main as casebook

    sys.argv = ["casebook", *arguments]
    status: object = 1
    try:
        casebook()
    except SystemExit as ended:
        status = ended.code
    finally:
        sys.stdout.flush()
        os.write(descriptor, str(status or 0).encode())
        os.close(descriptor)
    time.sleep(LINGER)


if __name__ == "__main__":
    if sys.argv[1] == "--staying":
        staying(int(sys.argv[2]), sys.argv[3:])
    elif sys.argv[1] == "--stay":
        stay(sys.argv[2:])
    else:
        main(Path(sys.argv[1]), json.loads(sys.argv[2]))
