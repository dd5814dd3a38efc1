# SPDX-License-Identifier: MIT OR Apache-2.0
# Prints the verbs of the makefiles: "target: prerequisites ## what it does", under "##@ headings".
/^##@ / { printf "%s%s\n", (n++ ? "\n" : ""), substr($0, 5); next }
/^[a-z][a-z\/%]*:.*## / {
    split($0, part, /:.*## /)
    sub(/%/, "NAME", part[1])
    printf "  make %-14s %s\n", part[1], part[2]
}
