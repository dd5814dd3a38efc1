#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The README is true: its kernel, compiled and booted by its commands in an empty folder, from what `make install` leaves.
source ci/tap.sh
here=$PWD/projects/bootloader
compiler=${VARIANT:-gcc}
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed (ci/deps/test.txt)"
command -v mformat >/dev/null || skip_all "mtools are not installed (ci/deps/test.txt)"
readme=$here/README.md
unset DISPLAY WAYLAND_DISPLAY
export TEST_SECONDS=60

ok "make install" env -u MAKEFLAGS -u MAKELEVEL make -s install P=bootloader DESTDIR="$work/sysroot" PREFIX=/usr/local
prefix=$work/sysroot/usr/local
for file in bin/bootimage include/bootloader/boot_info.h share/man/man1/bootimage.1; do
  ok "... $file is there" test -s "$prefix/$file"
done
# As if it had been installed in /usr/local, which compilers search by themselves.
export PATH=$prefix/bin:$PATH C_INCLUDE_PATH=$prefix/include
mkdir "$work/empty" && cd "$work/empty" || exit 1

block() { awk -v language="$1" -v wanted="$2" '$0 == "```" { on = 0 } on { print } $0 == "```" language { on = ++n == wanted }' "$readme"; }
block c 1 >kernel.c
ok "the kernel is that of examples/hello-kernel" cmp kernel.c "$here/examples/hello-kernel/kernel.c"
is "$(grep -h '^gcc' "$here/examples/hello-kernel/README.md")" "$(block sh 2 | grep '^gcc')" "the example's command is the same"

# One command of the README, with the compiler of this run. A kernel that only halts is ended when it has said hello.
perform() {
  local line=${1/#gcc /$compiler -Wall -Wextra -Werror }
  case $line in
  'bootimage run '*)
    : >said # what an earlier one said does not count
    timeout -k 2 "$TEST_SECONDS" bash -c "exec ${line%%#*} </dev/null" >said 2>&1 &
    local job=$!
    for ((i = 0; i < TEST_SECONDS * 10; i++)); do
      grep -q 'Hello from my kernel!' said && break
      kill -0 "$job" 2>/dev/null || break
      sleep 0.1
    done
    kill "$job" 2>/dev/null; wait "$job" 2>/dev/null
    like "$(cat said)" '^Hello from my kernel!' "$line"
    ;;
  *) ok "$line" bash -c "$line" ;;
  esac
}
number=0
for n in 2 3 4; do
  while IFS= read -r line <&3; do
    [ -n "$line" ] || continue
    perform "$line"
    number=$((number + 1))
  done 3< <(block sh $n)
  [ $n != 3 ] || perform "bootimage run kernel.elf # in the upper half"
done
is "$number" 6 "all its commands"

{ sed '/^BOOT_ENTRY/d' kernel.c; block c 2; } >asks.c
ok "the kernel with requests compiles" "$compiler" -Wall -Wextra -Werror -ffreestanding -fno-stack-protector -mno-red-zone -nostdlib -static-pie -fpie asks.c -o kernel.elf
perform "bootimage run kernel.elf # with requests"
is "$(MTOOLSRC=/dev/null mtype -i disk.img@@1M ::/boot/boot.conf)" "$(awk '/^kernel  /,/^module/' "$readme" | sed 's/  */ /g')" \
  "the configuration is the one shown"
done_testing
