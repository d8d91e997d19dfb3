"""A headless Chromium, driven over its DevTools protocol through a pipe: nothing but Python's standard library is needed.

With `--remote-debugging-pipe` the browser reads commands from descriptor 3 and writes answers and events to descriptor 4, JSON
texts that each end with a NUL; no port is opened.
"""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find():
    """The path of a browser, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Failure(Exception):
    """The page or the browser did what it should not."""


class Browser:
    def __init__(self, executable):
        self.folder = tempfile.mkdtemp(prefix="palimpsest-browser-")
        read_commands, self.commands = os.pipe()
        self.answers, write_answers = os.pipe()

        def descriptors():
            # The numbers that the browser expects; moved out of each other's way first.
            one, other = os.dup(read_commands), os.dup(write_answers)
            while one in (3, 4):
                one = os.dup(one)
            while other in (3, 4):
                other = os.dup(other)
            os.dup2(one, 3)
            os.dup2(other, 4)

        self.process = subprocess.Popen(
            [executable, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
             "--remote-debugging-pipe", f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=descriptors, close_fds=False)
        os.close(read_commands)
        os.close(write_answers)
        self.buffer = b""
        self.number = 0
        self.events = []

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def send(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        number = self.number
        while True:
            answer = self.receive(60)
            if answer.get("id") == number:
                if "error" in answer:
                    raise Failure(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def receive(self, seconds):
        until = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.answers], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise Failure("the browser does not answer")
            more = os.read(self.answers, 1 << 20)
            if not more:
                raise Failure("the browser has ended")
            self.buffer += more
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)


class Page:
    """One tab. What goes wrong in it is collected in `complaints`."""

    def __init__(self, browser, width=1440, height=900, dark=False):
        self.browser = browser
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(domain + ".enable")
        self.resize(width, height)
        self.colours(dark)

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def close(self):
        self.browser.send("Target.closeTarget", targetId=self.target)

    def resize(self, width, height):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def colours(self, dark, media=""):
        self.send("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def open(self, address):
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=address)
        self.wait("document.documentElement?.dataset.ready === 'yes'")

    def run(self, expression):
        """The value of a JavaScript expression."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise Failure(details.get("exception", {}).get("description", details["text"]))
        return result["result"].get("value")

    def wait(self, condition, seconds=20):
        until = time.monotonic() + seconds
        while not self.run(f"Boolean({condition})"):
            if time.monotonic() > until:
                raise Failure(f"never became true: {condition}")
            time.sleep(0.02)

    def press(self, key):
        names = {"Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "Tab": 9, "Enter": 13}
        parameters = {"key": key, "windowsVirtualKeyCode": names.get(key, ord(key[0].upper()))}
        if len(key) == 1:
            parameters["text"] = key
        self.send("Input.dispatchKeyEvent", type="keyDown", **parameters)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key)
        self.frame()

    def type(self, text):
        self.send("Input.insertText", text=text)

    def frame(self):
        """Waits until what was changed is drawn."""
        self.run("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")

    def shot(self, path, whole=False):
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    @property
    def complaints(self):
        """Exceptions, errors on the console, violations of the policy, dialogs, and requests for anything but the page itself."""
        self.run("0")
        found = []
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            what = event["params"]
            match event["method"]:
                case "Runtime.exceptionThrown":
                    found.append("exception: " + str(what["exceptionDetails"].get("exception", {}).get("description", what["exceptionDetails"]["text"])))
                case "Runtime.consoleAPICalled" if what["type"] in ("error", "warning", "assert"):
                    found.append("console: " + str(what["args"]))
                case "Log.entryAdded" if what["entry"]["level"] in ("error", "warning"):
                    found.append("log: " + what["entry"]["text"])
                case "Page.javascriptDialogOpening":
                    found.append("dialog: " + what["message"])
                case "Network.requestWillBeSent" if not what["request"]["url"].startswith(("file:", "about:")):
                    found.append("request: " + what["request"]["url"])
        return found
