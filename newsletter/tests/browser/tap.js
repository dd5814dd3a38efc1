// SPDX-License-Identifier: MIT OR Apache-2.0
// TAP for tests written in JavaScript. A test has a name and a list of what it found wrong; it passes when the list is empty.
'use strict';

let count = 0;
let failed = 0;

exports.clean = (findings, name) => {
  count += 1;
  console.log(`${findings.length ? 'not ok' : 'ok'} ${count} - ${name.replaceAll('#', '')}`);
  if (!findings.length) return;
  failed += 1;
  for (const line of findings.slice(0, 25)) console.log(`# ${String(line).replaceAll('\n', '\n#   ')}`);
  if (findings.length > 25) console.log(`# ... and ${findings.length - 25} more`);
};

exports.ok = (passed, name, ...why) => exports.clean(passed ? [] : why.length ? why : ['it is not so'], name);

exports.is = (got, wanted, name) => exports.ok(got === wanted, name, `got:    ${got}`, `wanted: ${wanted}`);

exports.note = (text) => console.log(`# ${text}`);

// Runs a test program: whatever it throws is a failure, and the plan tells a run that ended early from a whole one.
exports.run = async (program) => {
  try {
    await program();
  } catch (error) {
    exports.clean([error.stack], 'the test ran to its end');
  }
  console.log(`1..${count}`);
  process.exitCode = failed ? 1 : 0;
};
