#!/usr/bin/env bash
# Builds the documentation of the library into the folder $1, from a debug build: DocC without a plugin, which would be one more dependency.
set -euo pipefail
symbols=.build/symbols
maps=()
for map in .build/debug/ICUShim.build/module.modulemap .build/checkouts/*/Sources/*/include/module.modulemap; do
  maps+=(-Xcc "-fmodule-map-file=$map")
done
rm -rf "$symbols" "$1"
mkdir -p "$symbols"
swift symbolgraph-extract -module-name Palimpsest -target "$(swift -print-target-info | jq -r .target.unversionedTriple)" \
  -I .build/debug/Modules "${maps[@]}" -minimum-access-level public -skip-inherited-docs -skip-synthesized-members -output-dir "$symbols"
docc=$(command -v docc || echo "$(dirname "$(readlink -f "$(command -v swift)")")/docc")
# Comments speak of internal things too; links to these are no fault.
"$docc" convert Sources/Palimpsest/Palimpsest.docc --additional-symbol-graph-dir "$symbols" --fallback-display-name Palimpsest \
  --fallback-bundle-identifier palimpsest --output-dir "$1" > "$symbols/docc.log" 2>&1 || { cat "$symbols/docc.log" >&2; exit 1; }
pages=$(find "$1/data" -name '*.json' | wc -l)
echo "== $pages pages: docc preview, or any web server in $1"
