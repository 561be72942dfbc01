// Decides which paths end up in a cluster, and which only in a test or on a page.

const notShipped =
  /(^|\/)((?:[\w-]+-)?tests?|test[-_]?data|test-specs|testing|e2e|integ|integration|fixtures?|fakes?|mocks?|examples?|samples?|docs?|demos?|hack|kind|minikube|k3d|bench(es|marks?)?|playground|\.devcontainer|\.github|third_party|book|website|site)\//i;

/** Whether a manifest or Dockerfile at this path is part of what users run. */
export function isShipped(path: string): boolean {
  return whyNotShipped(path) === undefined;
}

/** The part of a path that shows that the file is not shipped, or undefined. */
export function whyNotShipped(path: string): string | undefined {
  if (/(^|\/)(examples?|samples?)([-_.][\w.-]*)?\.ya?ml$/i.test(path)) return 'an example, by its name';
  if (/(^|\/)(tests?[-_.][\w.-]*|[\w.-]*[-_.]tests?|tests?)\.ya?ml$/i.test(path)) return 'a test, by its name';
  // A chart has the name of its program, which may be `demo`; one that is called `demo-tests` tests it.
  const folder = notShipped.exec(path.replace(/^charts\/(?![^/]*-tests\/)[^/]+\//, ''))?.[2];
  return folder === undefined ? undefined : `below ${folder}/, which is not what users run`;
}
