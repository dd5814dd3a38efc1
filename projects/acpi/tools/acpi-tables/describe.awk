# SPDX-License-Identifier: MIT OR Apache-2.0
# Reads the structures of include/acpi/table/*.h (their form: base.h there) and prints their description in C:
# fields, names, notes; and an assertion for every offset that a comment states. A line it cannot read is an error.
# POSIX awk: mawk and gawk.

function fail(why) { print FILENAME ":" FNR ": " why >"/dev/stderr"; failed = 1; exit 1 }

# "1,11" -> list of "low, high"; "*" -> everything
function ranges(text, list,    n, i, part, ends) {
    n = split(text, part, ",")
    for (i = 1; i <= n; i++) {
        if (part[i] == "*") list[i] = "0, 0xFFFFFFFF"
        else if (split(part[i], ends, "-") == 2) list[i] = ends[1] ", " ends[2]
        else list[i] = part[i] ", " part[i]
    }
    return n
}

function rows(path,    n, part, o, i, outer, inner, no, ni, depth) {
    if (signature == "" || signature == "*") return
    depth = path == "" ? 0 : split(path, part, ".")
    no = ranges(depth >= 1 ? part[1] : "*", outer)
    ni = ranges(depth == 2 ? part[2] : "*", inner)
    for (o = 1; o <= no; o++)
        for (i = 1; i <= ni; i++)
            list = list sprintf("    {&shape_%s, \"%s\", %d, %s, %s},\n", name, signature, depth, outer[o], inner[i])
}

BEGIN { print "/* Made by describe.awk from the headers. */" }

/^\/\* "/ {
    head = $0
    sub(/^\/\* "/, "", head); sub(/ \*\/$/, "", head)
    signature = head; sub(/".*/, "", signature)
    path = head; sub(/^[^"]*"/, "", path); title = path
    sub(/:.*/, "", path); gsub(/ /, "", path)
    sub(/^[^:]*: /, "", title)
    next
}
/^struct [a-z0-9_]+ \{$/ {
    name = $2; fields = 0
    printf "static const struct field fields_%s[] = {\n", name
    next
}
/^    [a-z].*;/ && name != "" {
    line = $0
    if (line !~ /\/\* [0-9]+(: .*)? \*\/$/) fail("a field without its offset: " line)
    note = line; sub(/^.*\/\* /, "", note); sub(/ \*\/$/, "", note)
    offset = note; sub(/:.*/, "", offset); sub(/^[0-9]+:? ?/, "", note)
    gsub(/"/, "\\\"", note)
    sub(/;.*/, "", line); sub(/^ +/, "", line)
    inner = "NULL"
    if (line ~ /^struct /) { sub(/^struct /, "", line); inner = line; sub(/ .*/, "", inner); inner = "&shape_" inner }
    type = line; sub(/ .*/, "", type)
    field = line; sub(/^[^ ]* /, "", field); count = 1
    if (field ~ /\[/) { count = field; sub(/^.*\[/, "", count); sub(/\]/, "", count); sub(/\[.*/, "", field) }
    printf "    {\"%s\", \"%s\", %s, offsetof(struct %s, %s), sizeof((struct %s *)0)->%s, %s, %s},\n", \
        field, note, inner, name, field, name, field, count, type == "char" ? "true" : "false"
    asserts = asserts sprintf("_Static_assert(offsetof(struct %s, %s) == %s, \"%s.%s\");\n", name, field, offset, name, field)
    fields++
    next
}
/^\} ACPI_PACKED;$/ {
    printf "};\nstatic const struct shape shape_%s = {\"%s\", \"%s\", fields_%s, %d, sizeof(struct %s)};\n", \
        name, name, title, name, fields, name
    rows(path)
    name = ""; signature = ""; title = ""; path = ""
    next
}
name != "" { fail("not a field: " $0) }
END {
    if (failed) exit 1
    printf "static const struct row rows[] = {\n%s};\n%s", list, asserts
}
