// What to do where nothing here may run the recorded version: its user may.
import { answersPath } from '../../answers/document.ts';

/** The commands that make a folder for --base. */
export function byHand(from: string): readonly string[] {
  return [
    `  mkdir ../written && cp ${answersPath} ../written/ && npx ${from} ../written --force --yes`,
    '  create-kube-secure-controller update --base ../written',
  ];
}
