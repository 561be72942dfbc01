// Checklist: the image and its contents.
import { parse as parseToml } from 'smol-toml';
import { expect } from 'vitest';
import { law, textOf } from '../generated.ts';

law('the last stage has no shell', (repository) => {
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

law(
  'the image runs as a numbered user, from a list of arguments, with files of the build that root owns',
  (repository) => {
    const dockerfile = textOf(repository, 'Dockerfile');
    expect(dockerfile).toContain('\nUSER 65532:65532\n');
    expect(dockerfile).toContain('\nHEALTHCHECK NONE\n');
    expect(dockerfile).toContain('\nENTRYPOINT ["/controller"]\n');
    expect(dockerfile).toContain('\nCOPY --from=build --chown=0:0 /out/ /\n');
    expect(dockerfile).toContain('install -D -m 0555');
    expect(dockerfile).toContain('LABEL org.opencontainers.image.title=');
    expect(dockerfile).not.toMatch(/^ADD|^(ARG|ENV).*(TOKEN|SECRET|PASSWORD|KEY)/m);
  },
);

law(
  'the build is auditable and locked, with the pinned toolchain, and its context ignores all other files',
  (repository) => {
    expect(textOf(repository, 'Dockerfile')).toContain('cargo auditable build --release --locked');
    expect(textOf(repository, 'Dockerfile').match(/rust:([\d.]+)-/)?.[1]).toBe(
      textOf(repository, 'rust-toolchain.toml').match(/channel = "(\d+\.\d+)/)?.[1],
    );
    expect(
      textOf(repository, '.dockerignore')
        .split('\n')
        .filter((line) => !/^(#|!|$)/.test(line)),
    ).toEqual(['*']);
  },
);

law('both architectures are built on their own machines, reproducibly', (repository) => {
  expect(textOf(repository, 'Dockerfile')).toMatch(/ARG SOURCE_DATE_EPOCH[\s\S]*--remap-path-prefix=/);
  if (repository.project.ci === 'github')
    expect(textOf(repository, '.github/workflows/release.yml')).toMatch(/ubuntu-24\.04,[\s\S]*ubuntu-24\.04-arm,/);
  expect(textOf(repository, 'Dockerfile')).not.toContain('qemu');
});

law('deny.toml allows known sources only, no openssl and no wildcard versions', (repository) => {
  const deny = parseToml(textOf(repository, 'deny.toml'));
  expect(deny).toMatchObject({
    graph: { targets: ['x86_64', 'aarch64'].map((machine) => `${machine}-unknown-linux-${repository.project.libc}`) },
    sources: { 'unknown-registry': 'deny', 'unknown-git': 'deny' },
    bans: { wildcards: 'deny' },
    advisories: { yanked: 'deny', unmaintained: 'workspace', unsound: 'all' },
  });
  expect(JSON.stringify(deny)).toContain('"crate":"openssl"');
});

law('there is a Cargo.lock, and unsafe code is forbidden', (repository) => {
  expect(textOf(repository, 'Cargo.lock')).toContain(`name = "${repository.project.crate}"`);
  expect(textOf(repository, 'Cargo.toml')).toContain('unsafe_code = "forbid"');
  expect(textOf(repository, 'Cargo.lock')).not.toMatch(/name = "(openssl|openssl-sys|native-tls)"/);
});
