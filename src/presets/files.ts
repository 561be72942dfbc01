// Files of a preset: only paths that this program does not write, and files that do not influence the audit.
import type { Text } from '../repo/read-file.ts';
import { whyUnsafe } from '../repo/safe-path.ts';
import type { PresetFile } from './preset.ts';
import type { Fields, Reader } from './reader.ts';

/** The text of a file of the preset, or the reason why there is none. */
export type ReadFile = (path: string) => Text;

/**
 * Files with which a preset would loosen something: the record, the configuration of the audit, and settings of git or
 * npm.
 */
const ours =
  /^(\.yo-rc\.json|\.kube-secure-controller\.(yaml|lock\.json)|\.git(attributes|modules|ignore)|\.npmrc|\.envrc)$/i;

/** The files of a preset with their text. */
export function filesFrom(reader: Reader, root: Fields, read: ReadFile): readonly PresetFile[] {
  const found = reader
    .list(root, 'files', ['from', 'to', 'mode', 'reason'])
    .flatMap((fields): readonly PresetFile[] => {
      const [from = '', to = ''] = ['from', 'to'].map((key) => reader.required(fields, key));
      const mode = reader.text(fields, 'mode');
      const reason = reader.reason(fields);
      if (mode !== 'exact' && mode !== 'start') reader.refuse(`${fields.at}.mode`, 'must be exact or start');
      const unsafe = whyUnsafe(to, false) ?? (ours.test(to) ? 'belongs to this program or to git' : undefined);
      if (unsafe !== undefined) reader.refuse(`${fields.at}.to`, unsafe);
      const outside = from.startsWith('files/') ? whyUnsafe(from, false) : 'must lie in files/';
      if (outside !== undefined) reader.refuse(`${fields.at}.from`, outside);
      const file = outside === undefined ? read(from) : undefined;
      if (file?.why !== undefined) reader.refuse(`${fields.at}.from`, `${from} ${file.why}`);
      const content = file === undefined || file.why !== undefined ? undefined : file.content;
      return content === undefined || (mode !== 'exact' && mode !== 'start')
        ? []
        : [{ to, text: content, mode, reason }];
    });
  const twice = found.find(({ to }, index) => found.findIndex((one) => one.to === to) !== index);
  if (twice !== undefined) reader.refuse('files', `writes ${twice.to} twice`);
  return found;
}
