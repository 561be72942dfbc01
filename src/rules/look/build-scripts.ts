// Build scripts of crates that download: cargo runs them on every machine that builds.
import { linesOf } from '../../formats/edit.ts';
import { isShipped } from '../../inventory/shipped.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Sight } from '../rule.ts';

const program = /\bCommand::new\(\s*"(?:[\w./-]*\/)?(?:curl|wget|sh|bash|git|powershell|pwsh|cmd)"\s*\)/g;
const request =
  /\b(?:reqwest::blocking::(?:get|Client)|ureq::(?:get|request)|minreq::get|attohttpc::get|curl::easy::Easy)\b/g;

/** A `build.rs` that fetches, and nowhere checks a sum or a signature of the result. */
export function buildScripts({ files }: Repository): readonly Sight[] {
  return [...files].flatMap(([path, text]): readonly Sight[] => {
    if (!/(^|\/)build\.rs$/.test(path) || !isShipped(path) || isChecked(text)) return [];
    const found = [...text.matchAll(program)].find((one) => downloads(text.slice(one.index, one.index + reach)));
    const at = found?.index ?? text.search(request);
    return at === -1
      ? []
      : [
          {
            state: 'broken',
            path,
            line: linesOf(text)(at),
            subject: '',
            what: 'build.rs',
            message: 'the build script downloads what nobody checks, on every machine that builds',
          },
        ];
  });
}

/** The arguments that follow a call. */
const reach = 600;

/** A program that fetches, and the address; git fetches only with some subcommands. */
function downloads(call: string): boolean {
  const own = call.split(/\bCommand::new\(/)[1] ?? '';
  return /https?:\/\/|\bgit@/.test(own) && /curl|wget|clone|fetch|submodule|Invoke-WebRequest|iwr/i.test(own);
}

function isChecked(text: string): boolean {
  return /sha-?(?:256|512)|checksum|blake3|minisign|\bgpg\b|cosign|verify_signature/i.test(text);
}
