// What the Dockerfile says about the program that it builds.
import { expect, test } from 'vitest';
import { answers, cargo, resource } from './read-answers.ts';

test.each([
  ['FROM debian:12', 'gnu'],
  ['FROM docker.io/library/ubuntu:24.04', 'gnu'],
  ['FROM gcr.io/distroless/cc-debian12', 'gnu'],
  ['FROM scratch\nCOPY target/x86_64-unknown-linux-musl/release/a /a', 'musl'],
])('the C library is that of %s', (dockerfile, libc) => {
  const files = { 'Cargo.toml': cargo, 'src/lib.rs': resource('acme.dev', 'Thing'), Dockerfile: dockerfile };
  expect(answers(files)).toMatchObject({ libc });
});
