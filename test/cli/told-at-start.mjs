// Loaded before the program: sends it TELL_SIGNAL right after it created temporary folder number TELL_AT, or, with
// TELL_WHEN=program, right after it started program number TELL_AT. Writes their number into TELL_COUNT.
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';

const [module, name] = process.env.TELL_WHEN === 'program' ? [childProcess, 'spawn'] : [fs, 'mkdtempSync'];
const real = module[name];
let count = 0;
module[name] = (...given) => {
  const result = real(...given);
  if (module === fs && !given[0].startsWith(fs.realpathSync(tmpdir()))) return result;
  count += 1;
  if (count === Number(process.env.TELL_AT)) process.kill(process.pid, process.env.TELL_SIGNAL);
  return result;
};
syncBuiltinESMExports();

process.on('exit', () => fs.writeFileSync(process.env.TELL_COUNT, String(count)));
