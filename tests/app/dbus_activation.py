"""The D-Bus service file: it names what it should, and a bus starts the application by it, without a window."""
import configparser
import os
import pathlib
import subprocess
import sys
import tempfile

NAME = "io.github.stemma.Stemma"
PATH = "/io/github/stemma/Stemma"


def call(method, *arguments):
    return subprocess.run(["gdbus", "call", "--session", "--timeout", "60", "--dest", NAME, "--object-path", PATH,
                           "--method", method, *arguments], capture_output=True, text=True)


def inside():
    """On a bus that knows the service: an action is called, and the application that was started for it answers."""
    named = call("org.gtk.Actions.List")
    assert named.returncode == 0, named.stderr
    for action in ("fetch", "preferences"):
        assert f"'{action}'" in named.stdout, named.stdout
    called = call("org.freedesktop.Application.ActivateAction", "fetch", "[]", "{}")
    assert called.returncode == 0, called.stderr


def main(service, program, display):
    words = configparser.ConfigParser(interpolation=None, delimiters="=")
    words.optionxform = str
    words.read(service)
    section = words["D-BUS Service"]
    assert section["Name"] == NAME
    assert pathlib.Path(service).name == NAME + ".service"
    command, *options = section["Exec"].split()
    assert os.path.isabs(command) and os.path.basename(command) == "stemma" and options == ["--gapplication-service"]
    if subprocess.run(["which", "xvfb-run", "gdbus", "dbus-run-session"], capture_output=True).returncode != 0:
        print("SKIP: no display or no bus to start it on")
        return 77
    with tempfile.TemporaryDirectory() as home:
        folder = pathlib.Path(home, "dbus-1", "services")
        folder.mkdir(parents=True)
        text = pathlib.Path(service).read_text().replace(command, os.path.abspath(program))
        (folder / (NAME + ".service")).write_text(text)
        environment = dict(os.environ, XDG_DATA_HOME=home, XDG_CACHE_HOME=home, XDG_CONFIG_HOME=home, HOME=home,
                           HF_HUB_OFFLINE="1", GSETTINGS_BACKEND="memory")
        return subprocess.run([display, sys.executable, __file__], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 1 else inside())
