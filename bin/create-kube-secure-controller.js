#!/usr/bin/env node
const { writeSync } = require('node:fs');

const words = process.argv.slice(2);
if (!saidVersion()) {
  require('../dist/cli.cjs')
    .main(words)
    .then((/** @type {number} */ status) => {
      process.exitCode = status;
    });
}

/** The version needs nothing of the program, which is loaded to say why where it cannot be written. */
function saidVersion() {
  if (words.length !== 1 || (words[0] !== '--version' && words[0] !== '-v')) return false;
  try {
    writeSync(1, `${require('../package.json').version}\n`);
    return true;
  } catch {
    return false;
  }
}
