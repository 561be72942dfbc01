// Pods that Rust code builds: places in struct literals, assignments and JSON that remove a protection.
import { linesOf } from '../../formats/edit.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Severity, Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { rustFilesWith } from './shipped-rust.ts';

const word =
  /\b(?:privileged|host_?(?:network|pid|ipc|path)|allow_?privilege_?escalation|proc_?mount|run_?as_?user)\b/i;

/** In structs of k8s-openapi: `privileged: Some(true)`, `spec.host_pid = Some(true)`, `host_path: Some(HostPathVolumeSource {`. */
const fields =
  /\b(privileged|host_network|host_pid|host_ipc)\s*(?::|=(?!=))\s*(?:Some\s*\(\s*true\s*\)|true\.into\(\))|\b(run_as_user)\s*(?::|=(?!=))\s*Some\s*\(\s*0\s*\)|\b(host_path)\s*(?::|=(?!=))\s*Some\s*\(\s*(?:\w+::)*HostPathVolumeSource\b/g;
/** In `json!`, which uses the names of the API. */
const keys =
  /"(privileged|hostNetwork|hostPID|hostIPC)"\s*:\s*true\b|"(runAsUser)"\s*:\s*0\b(?!\.)|"(hostPath)"\s*:\s*\{/g;

const severities: ReadonlyMap<string, Severity> = new Map([
  ['privileged', 'high'],
  ['hostPID', 'high'],
  ['hostNetwork', 'medium'],
  ['hostIPC', 'medium'],
  ['hostPath', 'medium'],
  ['runAsUser', 'medium'],
]);

function apiName(field: string): string {
  const plain = field.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return plain === 'hostPid' ? 'hostPID' : plain === 'hostIpc' ? 'hostIPC' : plain;
}

/** Each such place in code that is part of a program. */
export function builtPods(repository: Repository): readonly Sight[] {
  return rustFilesWith(word, repository).flatMap(({ path, text, code }) => {
    const line = linesOf(text);
    const found = [
      ...code.matchAll(fields),
      // The name is in a string, which the code has as blanks; the text after it is code.
      ...[...text.matchAll(keys)].filter(({ 0: all, index }) => /[^\s"]/.test(code.slice(index, index + all.length))),
    ].sort((a, b) => a.index - b.index);
    return found.map((match): Sight => {
      const name = apiName(match[1] ?? match[2] ?? match[3] ?? '');
      const says =
        name === 'hostPath'
          ? 'a Pod built here mounts a directory of the node'
          : `a Pod built here has ${name}: ${name === 'runAsUser' ? '0' : 'true'}`;
      return {
        state: 'broken',
        path,
        line: line(match.index),
        ...about('', says, name),
        severity: severities.get(name) ?? 'medium',
      };
    });
  });
}
