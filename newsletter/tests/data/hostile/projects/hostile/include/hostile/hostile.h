/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * </script><script>pwned(80)</script> {{< x >}} {{% y %}} --> ]]>
 * [a](javascript:pwned(80))
 *
 *     </code></pre><script>pwned(81)</script> {{< x >}}
 */
#pragma once

/* <img src=x onerror=pwned(82)> `</code><script>pwned(82)</script>` {{< x >}} */
#define HOSTILE "</script><script>pwned(83)</script> {{< x >}} -->"

/* --> "><script>pwned(84)</script> */
struct hostile {
    int member; /* </td><script>pwned(85)</script> {{% y %}} */
};

/* [text](javascript:pwned(86)) and <javascript:pwned(86)> */
int hostile_attack(struct hostile *hostile);
