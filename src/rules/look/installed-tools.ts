// Tools for which `cargo install` with their own lock file does not fail in some future version.

/**
 * Tools whose README says `--locked`, or whose maintainers release often enough that the newest lock builds with the newest
 * compiler. A lock that is years old may not build, and only the person who runs it notices.
 */
const kept = new Set(
  `bpf-linker cargo-about cargo-audit cargo-auditable cargo-binstall cargo-chef cargo-cyclonedx cargo-deny cargo-edit cargo-expand
  cargo-fuzz cargo-generate cargo-hack cargo-llvm-cov cargo-machete cargo-make cargo-mutants cargo-ndk cargo-nextest cargo-outdated
  cargo-release cargo-semver-checks cargo-sort cargo-tarpaulin cargo-udeps cargo-vet cargo-zigbuild cross grcov just mdbook sccache
  sqlx-cli taplo-cli tokio-console trunk typos-cli wasm-bindgen-cli wasm-pack`.split(/\s+/),
);

/** Whether a command installs only such tools, in their newest version. */
export function installsKeptTools(command: string): boolean {
  const [, words] = /\binstall\b([^#]*)/.exec(command) ?? [];
  if (words === undefined || /(^|\s)--(path|git|version|vers|rev|tag|branch|registry|index)\b/.test(words))
    return false;
  const names = words
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\s+/)
    .filter((word) => /^[\w-]+$/.test(word) && !word.startsWith('-'));
  return names.length > 0 && names.every((name) => kept.has(name));
}
