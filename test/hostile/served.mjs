// The built program in a separate process, which runs one command after the other.
import { Readable, Writable } from 'node:stream';
import { main } from '../../dist/cli.cjs';

process.on('message', async ({ words, cwd }) => {
  const [out, err] = [collected(), collected()];
  const start = process.cpuUsage();
  const status = await main(words, { stdin: Readable.from([]), stdout: out.stream, stderr: err.stream }, cwd);
  const { user, system } = process.cpuUsage(start);
  process.send({ status, stdout: out.text(), stderr: err.text(), seconds: (user + system) / 1e6 });
});

function collected() {
  const chunks = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
