#!/bin/sh
# Makes NotoSans-{Regular,Bold}.ttf of this folder: Noto Sans cut down to Latin and Vietnamese
# letters and punctuation, with the signs that it lacks (arrows, minus, comparisons) merged in from
# Noto Sans Math. Same bytes every time.
#
# Needs Debian's fonts-noto-core 20201225-1 (or its folder as $1) and fonttools 4.55.3
# (pip install fonttools==4.55.3).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=${1:-/usr/share/fonts/truetype/noto}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1608854400 # 2020-12-25

letters='U+0020-007E,U+00A0-017F,U+01A0-01A1,U+01AF-01B0,U+0300-0304,U+0306-030A,U+030C,U+031B,U+0323'
letters="$letters,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033"
letters="$letters,U+2039-203A,U+20AB,U+20AC,U+2215,U+FFFD"
signs='U+2190-2199,U+21C4,U+21D2,U+21D4,U+2212,U+2248,U+2260,U+2264-2265'

cut() { # source file, letters, output
  pyftsubset "$1" --unicodes="$2" --output-file="$3" \
    --layout-features=kern,mark,mkmk,ccmp,locl --no-hinting --drop-tables+=DSIG,meta,MATH \
    --name-IDs=0,1,2,3,4,5,6,13,14 --notdef-outline
}

cut "$source/NotoSansMath-Regular.ttf" "$signs" "$work/signs.ttf"
for weight in Regular Bold; do
  cut "$source/NotoSans-$weight.ttf" "$letters" "$work/letters.ttf"
  pyftmerge --output-file="$here/NotoSans-$weight.ttf" "$work/letters.ttf" "$work/signs.ttf"
done
