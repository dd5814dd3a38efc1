#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What `make install` leaves is enough: the program in README.md is built by its commands, with clang alone and with
# mingw alone, and boots; a test of one's own links the mock.
source ci/tap.sh
here=projects/uefi
ok "make install" env -u MAKEFLAGS -u MAKELEVEL make -s install P=uefi DESTDIR="$work/sysroot" PREFIX=/usr
prefix=$work/sysroot/usr
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig PATH=$prefix/bin:$PATH
is "$(cd $here/include && printf '#include "%s"\n' uefi/*.h | grep -vE 'uefi/(uefi|mock).h')" "$(grep '^#include' $here/include/uefi/uefi.h)" \
  "uefi/uefi.h names every header of the safe layer"
cd "$work" || exit 1
readme=$OLDPWD/$here/README.md

# Code blocks of the README: language, number
block() { awk -v language="$1" -v wanted="$2" '$0 == "```" { on = 0 } on { print } $0 == "```" language { on = ++n == wanted }' "$readme"; }
block c 1 >app.c
like "$(wc -l <app.c)" '^2[0-9]$' "the README has a program of some twenty lines"

if [ "$VARIANT" = clang ]; then
  block sh 1 | grep '^clang' >commands
  block sh 2 | sed "s#PREFIX#$prefix#g" >>commands
  sed 's/x64/ia32/g; s/^clang /clang -Werror /' commands | head -n 1 >>commands
else
  block sh 1 | grep '^x86_64' >commands
  sed 's/x86_64-/i686-/; s/x64/ia32/' commands >>commands
fi
sed -i -e :a -e '/\\$/N; s/\\\n//; ta' commands
is "$(wc -l <commands)" "$([ "$VARIANT" = clang ] && echo 3 || echo 2)" "its commands"
while read -r command; do
  rm -f app.efi
  ok "$(cut -c 1-60 <<<"$command")..." bash -c "$command"
  ok "makes an image" test -s app.efi
done <commands

if command -v qemu-system-x86_64 >/dev/null; then
  run uefi-run --console console app.efi
  like "$status $stdout" '^0 1024 x 768, [0-9]{5} pages$' "which boots"
else
  skip "which boots" "qemu-system-x86_64 is not installed"
fi

cat >test.c <<'END'
#include <assert.h>
#include <uefi/mock.h>
#include <uefi/uefi.h>
uefi_status app_main(void)
{
    UEFI_SCOPED(uefi_fs) fs = {0};
    UEFI_SCOPED(uefi_buf) buf = {0};
    UEFI_TRY(uefi_fs_open_boot(&fs));
    return uefi_fs_read(&fs, u"\\kernel.bin", &buf);
}
int main(void)
{
    static const char kernel[3000000];
END
{ block c 2; echo '    return 0; }'; } >>test.c
# shellcheck disable=SC2046  # flags are words
ok "the README's test of one's own compiles ($VARIANT)" "$VARIANT" -Wall -Wextra test.c $(pkg-config --cflags --libs uefi-mock) -o test
ok "and passes" ./test
done_testing
