// Preloaded into a process: writes down each program that it starts and each place in the network that it asks for.
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const childProcess = require('node:child_process');
const dns = require('node:dns');
const net = require('node:net');

const note = (kind, value) => appendFileSync(process.env['WATCHED'], `${JSON.stringify([kind, value])}\n`);
const { spawn } = childProcess.ChildProcess.prototype;
childProcess.ChildProcess.prototype.spawn = function (options) {
  note('program', [options.file, ...options.args.slice(1)]);
  return spawn.call(this, options);
};
const { spawnSync } = childProcess;
childProcess.spawnSync = (file, ...rest) => {
  note('program', [file, ...(Array.isArray(rest[0]) ? rest[0] : [])]);
  return spawnSync(file, ...rest);
};
for (const name of ['execFileSync', 'execSync']) {
  const real = childProcess[name];
  childProcess[name] = (file, ...rest) => {
    note('program', [file, ...(Array.isArray(rest[0]) ? rest[0] : [])]);
    return real(file, ...rest);
  };
}
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  note('network', String(given[0]?.[0]?.host ?? given[0]?.host ?? given[0]));
  return connect.apply(this, given);
};
const { lookup } = dns;
dns.lookup = (host, ...rest) => {
  note('network', host);
  return lookup(host, ...rest);
};
syncBuiltinESMExports();
