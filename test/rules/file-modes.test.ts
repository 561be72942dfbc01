// The modes of files in an image.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const image = (lines: string, rule: string) =>
  audit(repositoryOf([['Dockerfile', `FROM rust:1 AS b\n${lines}\n`]]), { rules: [rule] }).findings.map(
    ({ state }) => state,
  );

test.each([
  ['RUN chmod 4755 /bin/a', 1],
  ['RUN chmod -R u+s /bin', 1],
  ['RUN chmod g+xs,o-w /bin/a', 1],
  ['RUN install -m 2755 a /a', 1],
  ['COPY --chmod=06755 a /a', 1],
  ['RUN setcap cap_net_bind_service=+ep /a', 1],
  ['RUN setcap -r /a', 0],
  ['RUN chmod 0755 /a && chmod u+x /b', 0],
  ['RUN chmod 1777 /tmp', 0],
  ['FROM scratch\nCOPY --from=b /a /a\nUSER 1', 0],
])('setuid in %j', (lines, number) => expect(image(lines, 'no-setuid-files')).toHaveLength(number));

test.each([
  ['COPY --chmod=$MODE a /a', ['unknown']],
  ['RUN chmod "$MODE" /a', ['unknown']],
  ['RUN install -m ${MODE} a /a', ['unknown']],
  ['ARG MODE=4777\nCOPY --chmod=${MODE} a /a', ['broken']],
  ['ARG MODE=0755\nRUN chmod $MODE /a', []],
  ["RUN chmod '4777' /a", ['broken']],
  ['RUN chmod +x $FILE', []],
])('a mode from a variable in %j', (lines, states) => {
  for (const rule of ['no-setuid-files', 'no-world-writable-files']) {
    expect(image(lines, rule), rule).toEqual(states);
  }
});

test('a mode in another stage does not affect the image', () =>
  expect(image('RUN chmod 4777 /a\nFROM scratch\nCOPY --from=b /a /a\nUSER 1', 'no-setuid-files')).toEqual([]));

test.each([
  ['RUN chmod -R 777 /a', 1],
  ['RUN chmod 0666 /a', 1],
  ['RUN chmod o+w /a', 1],
  ['RUN chmod a+rwX /a', 1],
  ['RUN chmod +w /a', 1],
  ['COPY --chmod=777 a /a', 1],
  ['RUN chmod 1777 /tmp', 0],
  ['RUN chmod g+w,o-w /a', 0],
  ['RUN chmod 0775 /a', 0],
])('world-writable in %j', (lines, number) => expect(image(lines, 'no-world-writable-files')).toHaveLength(number));
