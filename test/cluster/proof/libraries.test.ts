// The programs find every library in the base image, which has only a few. `npm run test:image` builds the image.
import { execa } from 'execa';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { proven } from './repositories.ts';
import { subjectOf } from './subject.ts';

/** From Debian's libc6 and libgcc-s1, which distroless cc and Chainguard's glibc-dynamic both contain. */
const inTheBaseImage =
  /^(lib(c\.so\.6|m\.so\.6|dl\.so\.2|rt\.so\.1|pthread\.so\.0|gcc_s\.so\.1)|ld-linux-[\w-]+\.so\.\d)$/;

describe.each(Object.entries(proven))('%s', (_, given) => {
  const { programs, project } = subjectOf(given);

  test.each(project.binaries)('/%s needs only libraries of the base image', async (program) => {
    const { stdout } = await execa('readelf', ['--dynamic', '--wide', path.join(programs, program)]);
    const needed = [...stdout.matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, library = '']) => library);
    expect(needed).toContain('libc.so.6');
    expect(needed.filter((library) => !inTheBaseImage.test(library))).toEqual([]);
  });
});
