#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The table of protocols is that of the sources; what it says holds together; no two GUIDs are one.
source ci/tap.sh
cd projects/uefi || exit 1
table=$(sed "1,/^## Protocols$/d" README.md | sed "/./,\$!d")
is "$(tools/protocols.sh)" "$table" "the README's table of protocols is up to date (tools/protocols.sh --write)"

rows=$(sed -n 's/^| \([A-Z].*\) |$/\1/p' <<<"$table" | sed 's/ | /|/g; s/ |/|/g')
count=$(awk -F'|' '$2 != ""' <<<"$rows" | wc -l)
ok "at least 110 protocols are raw ($count)" test "$count" -ge 110
is "$(awk -F'|' '$2 == ""' <<<"$rows")" "" "what is wrapped or tested is a protocol of the raw layer"
is "$(awk -F'|' '$3 != "" && $4 == ""' <<<"$rows")" "" "what is wrapped is tested"
is "$(awk -F'|' '$3 != "" && $4 !~ /unit\//' <<<"$rows")" "" "what is wrapped is tested on the host"

# "digits name" of every GUID, the digits in lower case without what stands between
guids() {
  cat include/uefi/raw/*.h | sed -e :a -e '/\\$/N; s/\\\n//; ta' |
    sed -n 's/^#define \([A-Za-z0-9_]*\) *UEFI_GUID(\(.*\))$/\2 \1/p' |
    awk '{ name = $NF; $NF = ""; gsub(/0x|[ ,]/, ""); print tolower($0), name }'
}
ok "GUIDs are found" test "$(guids | wc -l)" -gt 200
is "$(guids | awk 'length($1) != 32')" "" "every GUID has 32 digits"
is "$(guids | cut -d' ' -f1 | sort | uniq -d)" "" "no GUID is there twice"
is "$(guids | cut -d' ' -f2 | sort | uniq -d)" "" "no name of a GUID is there twice"

bare=$(awk '/^typedef (struct|union) \{$/ { open = 1 }
  /^struct [A-Z0-9_]+ \{$/ { want[$2] = FILENAME }
  /^}/ && open { sub(/;.*/, ""); want[$NF] = FILENAME; open = 0 }
  /^UEFI_(LAYOUT|OFFSET)\(/ { split($0, part, /[(,]/); have[part[2]] = 1 }
  END { for (name in want) if (!(name in have)) print want[name] ": " name }' include/uefi/raw/*.h | sort)
is "$bare" "" "every struct and union of the raw layer has its layout asserted"
done_testing
