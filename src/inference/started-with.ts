// The arguments with which the containers of the manifests start a program.

/**
 * A list for each container that runs the program, as far as its words show.
 *
 * @param containers the words of the command and the arguments of each container that may run a program of the
 * repository
 * @param programs all programs of the repository
 */
export function startedWith(
  containers: readonly (readonly string[])[],
  program: string,
  programs: readonly string[],
): readonly (readonly string[])[] {
  const named = containers.filter((words) => words.includes(program));
  return named.length > 0 ? named : containers.filter((words) => !words.some((word) => programs.includes(word)));
}
