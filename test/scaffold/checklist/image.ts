// Of the checklist: the image and what is built into it.
import { parse as parseToml } from 'smol-toml';
import { expect } from 'vitest';
import { law, textOf } from '../generated.ts';

law('42. a last stage without a shell', (repository) => {
  const { baseImage, libc } = repository.project;
  const last = textOf(repository, 'Dockerfile')
    .match(/^FROM .*/gm)
    ?.at(-1);
  const images = {
    distroless: { gnu: 'gcr.io/distroless/cc-debian13:nonroot', musl: 'gcr.io/distroless/static-debian13:nonroot' },
    chainguard: { gnu: 'cgr.dev/chainguard/glibc-dynamic:latest', musl: 'cgr.dev/chainguard/static:latest' },
  };
  expect(last).toBe(`FROM ${images[baseImage][libc]}`);
});

law('43. by number, as a list, from the build, owned by root', (repository) => {
  const dockerfile = textOf(repository, 'Dockerfile');
  expect(dockerfile).toContain('\nUSER 65532:65532\n');
  expect(dockerfile).toContain('\nHEALTHCHECK NONE\n');
  expect(dockerfile).toContain('\nENTRYPOINT ["/controller"]\n');
  expect(dockerfile).toContain('\nCOPY --from=build --chown=0:0 /out/ /\n');
  expect(dockerfile).toContain('install -D -m 0555');
  expect(dockerfile).toContain('LABEL org.opencontainers.image.title=');
  expect(dockerfile).not.toMatch(/^ADD|^(ARG|ENV).*(TOKEN|SECRET|PASSWORD|KEY)/m);
});

law('44. auditable and locked, with the toolchain that is pinned, and nothing else in the build', (repository) => {
  expect(textOf(repository, 'Dockerfile')).toContain('cargo auditable build --release --locked');
  expect(textOf(repository, 'Dockerfile').match(/rust:([\d.]+)-/)?.[1]).toBe(
    textOf(repository, 'rust-toolchain.toml').match(/channel = "(\d+\.\d+)/)?.[1],
  );
  expect(
    textOf(repository, '.dockerignore')
      .split('\n')
      .filter((line) => !/^(#|!|$)/.test(line)),
  ).toEqual(['*']);
});

law('45. both architectures on machines of their own, the same bytes each time', (repository) => {
  expect(textOf(repository, 'Dockerfile')).toMatch(/ARG SOURCE_DATE_EPOCH[\s\S]*--remap-path-prefix=/);
  if (repository.project.ci === 'github')
    expect(textOf(repository, '.github/workflows/release.yml')).toMatch(/ubuntu-24\.04,[\s\S]*ubuntu-24\.04-arm,/);
  expect(textOf(repository, 'Dockerfile')).not.toContain('qemu');
});

law('46. deny.toml: known sources, no openssl, no wildcard, a list of licences', (repository) => {
  const deny = parseToml(textOf(repository, 'deny.toml'));
  expect(deny).toMatchObject({
    graph: { targets: ['x86_64', 'aarch64'].map((machine) => `${machine}-unknown-linux-${repository.project.libc}`) },
    sources: { 'unknown-registry': 'deny', 'unknown-git': 'deny' },
    bans: { wildcards: 'deny' },
    advisories: { yanked: 'deny', unmaintained: 'workspace', unsound: 'all' },
  });
  expect(JSON.stringify(deny)).toContain('"crate":"openssl"');
});

law('47. Cargo.lock, and no unsafe code', (repository) => {
  expect(textOf(repository, 'Cargo.lock')).toContain(`name = "${repository.project.crate}"`);
  expect(textOf(repository, 'Cargo.toml')).toContain('unsafe_code = "forbid"');
  expect(textOf(repository, 'Cargo.lock')).not.toMatch(/name = "(openssl|openssl-sys|native-tls)"/);
});
