// Runs inside a private network: connections to `PORT=SOCKET` on any address go to the Unix socket, which both sides
// share.
import { connect, createServer } from 'node:net';

const routes = process.argv.slice(2).map((word) => word.split('='));
let waiting = routes.length;
for (const [port, socket] of routes) {
  const server = createServer((near) => {
    const far = connect(socket);
    near.pipe(far).pipe(near);
    for (const end of [near, far]) {
      end.on('error', () => {
        near.destroy();
        far.destroy();
      });
    }
  });
  server.listen(Number(port), '0.0.0.0', () => {
    if ((waiting -= 1) === 0) console.log('forwarding');
  });
}
