"""Headless Chromium, driven over its debugging pipe: lays pages out, tells where every character stands, prints to PDF.

The protocol is the DevTools protocol as NUL-ended JSON on file descriptors 3 and 4 (`--remote-debugging-pipe`): no port, no library.
"""
import base64
import json
import os
import shutil
import subprocess
import tempfile

# Print and screen must agree on every advance width, hence no hinting and no sub-pixel snapping.
SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--disable-dev-shm-usage", "--no-first-run",
            "--hide-scrollbars", "--remote-debugging-pipe", "--disable-background-networking"]


class Browser:
    """A running Chromium with one page. Use it as a context manager."""

    def __init__(self, command="chromium"):
        self.folder = tempfile.mkdtemp(prefix="corpus-make-")
        our_read, their_write = os.pipe()
        their_read, our_write = os.pipe()

        def give_pipes():
            os.dup2(their_read, 1000)
            os.dup2(their_write, 1001)
            os.dup2(1000, 3)
            os.dup2(1001, 4)

        self.process = subprocess.Popen([command, *SWITCHES, f"--user-data-dir={self.folder}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        preexec_fn=give_pipes, close_fds=False)
        os.close(their_read)
        os.close(their_write)
        self.reader, self.writer, self.count, self.session, self.rest = our_read, our_write, 0, None, b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Emulation.setEmulatedMedia", media="print")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.writer)
        self.process.terminate()
        self.process.wait()
        os.close(self.reader)
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, **params):
        """Sends one command and waits for its answer; events in between are dropped."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.writer, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def receive(self):
        parts = [self.rest]
        while b"\0" not in parts[-1]:
            part = os.read(self.reader, 1 << 20)
            if not part:
                raise RuntimeError("Chromium ended")
            parts.append(part)
        message, _, self.rest = b"".join(parts).partition(b"\0")
        return json.loads(message)

    def evaluate(self, script):
        """The JSON value of an expression or promise in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "script failed"))
        return answer["result"].get("value")

    def show(self, html, width, height):
        """Loads HTML into a view of that many CSS pixels and waits for its fonts."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        frame = self.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self.call("Page.setDocumentContent", frameId=frame, html=html)
        self.evaluate("document.fonts.ready.then(() => 1)")

    def pdf(self, path, width, height):
        """Prints pages of that many CSS pixels, without margins."""
        answer = self.call("Page.printToPDF", printBackground=True, preferCSSPageSize=False, paperWidth=width / 96, paperHeight=height / 96,
                           marginTop=0, marginBottom=0, marginLeft=0, marginRight=0)
        with open(path, "wb") as file:
            file.write(base64.b64decode(answer["data"]))
