#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What an image is made of: its size is a promise (hello 3,072 bytes, the loader 5,632, by clang for X64), sections
# are as they should be, nothing in the library is initialised data, and a rebuild is the same file.
source ci/tap.sh
here=projects/uefi

number() { od -An -t "u$3" -j "$2" -N "$3" "$1" | tr -d ' '; } # FILE OFFSET BYTES
pe() { number "$1" 60 4; }

# "NAME FLAGS", a line a section; flags are the characteristics' execute, read, write as x, r, w
sections() {
  local base count size at flags text
  base=$(pe "$1") count=$(number "$1" $((base + 6)) 2) size=$(number "$1" $((base + 20)) 2)
  for ((at = base + 24 + size; count > 0; count--, at += 40)); do
    text=$(dd if="$1" bs=1 skip="$at" count=8 status=none | tr -d '\0')
    flags=$(number "$1" $((at + 36)) 4)
    echo "$text $( ((flags >> 29 & 1)) && printf x; ((flags >> 30 & 1)) && printf r; ((flags >> 31 & 1)) && printf w)"
  done
}

for architecture in x64 ia32; do
  for app in hello loader; do
    file=build/$VARIANT-$architecture/bin/$app.efi
    is "$(sections "$file" | grep -c 'x.*w')" 0 "$architecture $app: no section is both executable and writable"
    is "$(number "$file" $(($(pe "$file") + 92)) 2)" 10 "$architecture $app: an EFI application"
    is "$(number "$file" $(($(pe "$file") + 60)) 4)" 512 "$architecture $app: file alignment 512"
    flags=$(number "$file" $(($(pe "$file") + 94)) 2)
    is $((flags & 0x140)) 320 "$architecture $app: may be loaded anywhere, its data is not executable"
  done
  data=$(nm "build/$VARIANT-$architecture/lib/libuefi.a" 2>/dev/null | awk '$2 ~ /^[dD]$/ && $3 !~ /^\./')
  is "$data" "" "$architecture: no initialised data in the library"
  needed=$(nm "build/$VARIANT-$architecture/lib/libuefi.a" 2>/dev/null | awk 'NF == 2 && $1 == "U" { need[$2] } NF == 3 { have[$3] }
    END { for (n in need) if (!(n in have)) print n }' | tr '\n' ' ')
  like "$needed" '^_?app_main $' "$architecture: the archive needs nothing but app_main"
done

if [ "$VARIANT" = clang ]; then
  for limit in hello=3072 loader=5632; do
    file=build/clang-x64/bin/${limit%=*}.efi
    size=$(stat -c %s "$file")
    note "${limit%=*}: $size bytes"
    ok "${limit%=*} is at most ${limit#*=} bytes" test "$size" -le "${limit#*=}"
    ok "${limit%=*} has at most three sections" test "$(sections "$file" | wc -l)" -le 3
  done
  # Both programs again, all sources in another folder at another time: the same bytes, and no warning.
  cp -R "$here/src" "$here/include" "$here/bench" "$work/"
  flags="--target=x86_64-unknown-windows -std=gnu17 -Wall -Wextra -Wshadow -Wconversion -Werror -ffreestanding -fshort-wchar -mno-red-zone
    -fno-stack-protector -fno-asynchronous-unwind-tables -Os -ffunction-sections -fno-ident -fdata-sections -fno-addrsig"
  link="--target=x86_64-unknown-windows -fuse-ld=lld -nostdlib -Wl,/subsystem:efi_application,/entry:efi_main,/Brepro"
  objects=()
  for source in "$work"/src/*.c "$work"/src/crt/*.c "$work"/src/crt/*.S "$work"/bench/{hello,loader}.c; do
    object=$work/$(basename "${source%.*}").o
    case $source in */bench/*) ;; *) objects+=("$object") ;; esac
    # shellcheck disable=SC2086  # flags are words
    clang $flags -I"$work/include" -I"$work/src" -c "$source" -o "$object" 2>>"$work/log" || break
  done
  ar rcsD "$work/libuefi.a" "${objects[@]}"
  is "$(cat "$work/log")" "" "compiles without a warning"
  for app in hello loader; do
    # shellcheck disable=SC2086
    clang $link -o "$work/$app.efi" "$work/$app.o" "$work/libuefi.a"
    ok "$app: a rebuild is byte for byte the same" cmp "$work/$app.efi" "build/clang-x64/bin/$app.efi"
  done
fi
done_testing
