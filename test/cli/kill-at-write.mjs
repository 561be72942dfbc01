// Loaded before the program: ends it without a word right before its write number KILL_AT, or with KILL_HALF in the middle of it,
// or sends it KILL_SIGNAL there, and writes how many there were into KILL_COUNT, and into KILL_LOG each of them.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT);
let writes = 0;
let depth = 0;
const log = [];
for (const name of ['writeFileSync', 'renameSync', 'linkSync', 'rmSync', 'rmdirSync', 'mkdirSync', 'mkdtempSync', 'chmodSync', 'copyFileSync']) {
  const real = fs[name];
  fs[name] = (...words) => {
    // What lies outside of the repository is not what is looked at.
    if (!words.slice(0, 2).some((word) => typeof word === 'string' && word.startsWith(process.cwd())))
      return real(...words);
    writes += 1;
    if (writes === killAt && process.env.KILL_SIGNAL !== undefined) process.kill(process.pid, process.env.KILL_SIGNAL);
    else if (writes === killAt) {
      // Of what is not a text there is no half: it is done, and what comes after it is not.
      try {
        if (process.env.KILL_HALF !== undefined) real(...(name === 'writeFileSync' ? half(words) : words));
      } finally {
        process.kill(process.pid, 'SIGKILL');
      }
    }
    // A removal of a folder calls others of these.
    depth += 1;
    try {
      const result = real(...words);
      if (depth === 1) log.push(name === 'mkdtempSync' ? ['mkdirSync', result] : [name, ...words]);
      return result;
    } finally {
      depth -= 1;
    }
  };
}
syncBuiltinESMExports();

function half([file, content, ...rest]) {
  return [file, content.slice(0, content.length / 2), ...rest];
}

process.on('exit', () => {
  fs.appendFileSync(process.env.KILL_COUNT, String(writes));
  if (process.env.KILL_LOG !== undefined) fs.appendFileSync(process.env.KILL_LOG, JSON.stringify(log));
});
