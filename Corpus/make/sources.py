"""Where the texts, the unpacked Debian documents and the standard model lie: what `fetch.sh` fetched, or the folders given."""
import pathlib

CACHE = pathlib.Path(__file__).parent / "cache"


def add_arguments(parser):
    parser.add_argument("--texts", help="folder with udhr-articles-1-18.tar.xz and zh-official.txt.xz (neither is needed)")
    parser.add_argument("--debian", help="folder that Debian documents were unpacked into (default cache/debian)")
    parser.add_argument("--standard", help="folder with the standard eng.traineddata, configs/ and tessconfigs/ (default cache/tessdata)")


def resolved(args):
    for name, folder in (("debian", CACHE / "debian"), ("standard", CACHE / "tessdata")):
        if getattr(args, name) is None and folder.exists():
            setattr(args, name, str(folder))
    return args
