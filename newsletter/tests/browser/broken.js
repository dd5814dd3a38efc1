// SPDX-License-Identifier: MIT OR Apache-2.0
// What may be wrong with a page, on purpose: [what, how the text of a good page is changed, what must be found]. A check that
// does not find its own is no check. What stands in one list is wrong with one page; where the policy is gone it refuses nothing.
'use strict';

const into = (before, text) => (html) => html.replace(before, `${text}$&`);
const end = (text) => into('</main>', text);
const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/i;

exports.broken = [[
  ['an image without alt', end('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'), /axe image-alt/],
  ['a link without text', end('<p><a href="../"></a></p>'), /axe link-name/],
  ['text that can hardly be seen', end('<p><font color="#777777">grey</font></p>'), /dark 1280: axe color-contrast/],
  ['a table that is too wide', end('<pre><br></pre><p><nobr>' + 'wide '.repeat(60) + '</nobr></p>'), /390: overflow/],
  ['a script within the page', end('<script>1</script>'), /policy: script-src-elem refuses inline/],
  ['a style within the page', end('<style>p { color: red }</style>'), /policy: style-src-elem refuses inline/],
  ['a style within an element', end('<p style="color: red">red</p>'), /policy: style-src-attr refuses inline/],
  ['a program in an attribute', end('<p onclick="1">a</p>'), /program: p onclick=1/],
  ['a program behind a link', end('<p><a href="javascript:alert(1)">a</a></p>'), /program: a href=javascript/],
  ['a picture from elsewhere', end('<img alt="" src="http://elsewhere.example/x.png">'), /policy: img-src refuses http:..elsewhere/],
  ['two style sheets', into('</head>', '<link rel="stylesheet" href="/sub/two.css">'), /requests: 2 of kind stylesheet/],
  ['a file that is not there', end('<img alt="" src="nowhere.png">'), /nowhere.png answers 404/],
  ['a page that is too large', end(`<p>${'text '.repeat(20000)}</p>`), /bytes: \d+, more than 51200/],
], [
  ['no policy', (html) => html.replace(policy, ''), /policy: 0 of them/],
  ['a request to elsewhere', end('<img alt="" src="http://elsewhere.example/x.png">'), /another host is asked: http:..elsewhere/],
], [
  ['a policy that allows everything', (html) => html.replace(/script-src [^;"]*/, "script-src 'unsafe-inline' *"), /policy: allows 'unsafe-inline'/],
]];
