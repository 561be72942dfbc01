import { expect, test } from 'vitest';
import { lockFor } from '../../src/scaffold/lock.ts';

const union = `# made by cargo
version = 4

[[package]]
name = "a"
version = "1.0.0"
source = "registry"
checksum = "aa"
dependencies = [
 "b 2.0.0",
]

[[package]]
name = "b"
version = "1.0.0"
source = "registry"
checksum = "b1"

[[package]]
name = "b"
version = "2.0.0"
source = "registry"
checksum = "b2"

[[package]]
name = "c"
version = "1.0.0"
source = "registry"
checksum = "cc"
dependencies = [
 "b 1.0.0",
]

[[package]]
name = "versions"
version = "0.0.0"
dependencies = [
 "a",
 "c",
]
`;

test('keeps reachable packages, and names a version only if two remain', () => {
  const lock = lockFor(union, 'mine', '[dependencies]\na = "1"\n');
  expect(lock).toContain('name = "mine"\nversion = "0.1.0"\ndependencies = [\n "a",\n]\n');
  expect(lock).toContain('checksum = "aa"\ndependencies = [\n "b",\n]\n');
  expect(lock).not.toContain('checksum = "b1"');
  expect(lock).not.toContain('name = "c"');
  expect(lock.startsWith('# made by cargo\nversion = 4\n')).toBe(true);
});

test('keeps both versions if both are reachable', () => {
  const lock = lockFor(union, 'mine', '[dependencies]\na = "1"\nc = "1"\n');
  expect(lock).toContain('checksum = "aa"\ndependencies = [\n "b 2.0.0",\n]\n');
  expect(lock).toContain('checksum = "cc"\ndependencies = [\n "b 1.0.0",\n]\n');
});

test('a package with the name of a crate is separate from it', () => {
  const lock = lockFor(union, 'a', '[dependencies]\na = "1"\n');
  expect(lock).toContain('name = "a"\nversion = "0.1.0"\ndependencies = [\n "a 1.0.0",\n]\n');
});

test('is in the order of cargo', () => {
  const names = [...lockFor(union, 'bb', '[dependencies]\na = "1"\nc = "1"\n').matchAll(/^name = "(.*)"$/gm)].map(
    ([, name]) => name,
  );
  expect(names).toEqual(['a', 'b', 'b', 'bb', 'c']);
});
