// Instructions for the user if this program may not run the recorded version.
import { answersPath } from '../../answers/document.ts';

/** The commands that make a folder for --base. */
export function byHand(from: string): readonly string[] {
  return [
    `  mkdir ../written && cp ${answersPath} ../written/ && npx ${from} ../written --force --yes`,
    '  create-kube-secure-controller update --base ../written',
  ];
}
