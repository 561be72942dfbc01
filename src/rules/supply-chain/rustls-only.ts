import { lineAt } from '../../formats/edit.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { rootManifest } from '../look/cargo.ts';
import { opensslNamed } from '../look/cargo-sources.ts';

export const rustlsOnly = defineRule({
  id: 'rustls-only',
  title: 'TLS is done in Rust',
  why: 'OpenSSL is C code that parses untrusted input, and the image must contain and patch the library.',
  group: 'Supply chain',
  severity: 'medium',
  reference: pages.kube,
  profile: 'auditor',
  advice: 'Use the rustls-tls features of kube and reqwest, without their defaults.',
  fix: 'manual',
  look: (inventory): readonly Sight[] => {
    const cargo = rootManifest(inventory);
    const path = cargo?.path.replace(/Cargo\.toml$/, 'Cargo.lock');
    const lock = path === undefined ? undefined : inventory.repository.files.get(path);
    if (path === undefined) return [];
    // Without a lock file the transitive dependencies are unknown: only the named ones can be reported.
    if (lock === undefined) return opensslNamed(inventory);
    const at = lock.search(/^name = "openssl-sys"$/m);
    return [
      {
        state: at === -1 ? 'kept' : 'broken',
        path,
        line: at === -1 ? 1 : lineAt(lock, at),
        message: 'openssl-sys is among the dependencies',
      },
    ];
  },
});
