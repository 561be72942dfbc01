import { shellWord } from '../formats/shell-word.ts';

/** The command that merges newer templates and other answers, for a person to run. */
export function updateCommand(directory: string): string {
  return `create-kube-secure-controller update ${shellWord(directory)}`;
}
