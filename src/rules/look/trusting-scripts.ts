// Commands and variables of CI, and of the repository's own scripts, that turn the check of certificates or host keys
// off.
import { read } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Severity, Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { lineOfPart, ownScripts, type OwnScript } from './own-scripts.ts';
import { everyCommand, pipelineJobs } from './pipelines.ts';
import { commandsOf, switchIn, trustingSetting, turnsCheckOff, type Switch } from './unverified.ts';
import { checksDownload } from './verified.ts';
import { sightInScript, workflows, type Job } from './workflows.ts';

interface Trusting {
  readonly text: string;
  readonly severity: Severity;
}

/** Programs that send the credentials of a cluster. */
const clients: ReadonlySet<string> = new Set(['kubectl', 'oc', 'helm', 'flux', 'argocd', 'velero', 'vault']);
/** Programs that are often used with a server or a registry that the job has just started. */
const downloads: ReadonlySet<string> = new Set('curl wget wget2 aria2c aws'.split(' '));
const registries: ReadonlySet<string> = new Set('docker podman buildah skopeo oras crane cosign'.split(' '));

/** Every step whose script trusts whoever answers, and every such variable. */
export function trustingScripts(inventory: Inventory): readonly Sight[] {
  const commands = everyCommand(inventory).flatMap((step): readonly Sight[] => {
    const found = trustingIn(step.run);
    if (found === undefined) return [];
    const said = about(step.job.name, `${found.text} does not check who answers`, found.text);
    return [sightInScript(step, found.text, said, { severity: found.severity })];
  });
  return [...commands, ...ownScripts(word, inventory.repository).flatMap(inScript), ...variables(inventory)];
}

const word = /insecure|verif|validat|check|trust|strict|auth|certificate|\bcurl\b/i;

/** The name of a script that only tests start. */
const isTest = /(?:^|\/)(?:tests?|e2e)[-_.][^/]*$|[-_.](?:tests?|e2e)\.\w+$/;

/** A person who builds or installs runs these by hand. */
function inScript(own: OwnScript): readonly Sight[] {
  const found = checksDownload(own.script) || isTest.test(own.path) ? undefined : trustingIn(own.script);
  if (found === undefined) return [];
  const said = about('', `${found.text} does not check who answers`, found.text);
  const severity = found.severity === 'high' ? 'medium' : 'low';
  return [{ state: 'broken', path: own.path, line: lineOfPart(own, found.text), ...said, severity }];
}

function trustingIn(script: string): Trusting | undefined {
  const setting = trustingSetting(script);
  // Often the machine is one that the job has just made.
  if (setting !== undefined) return { text: setting, severity: setting.startsWith('Strict') ? 'low' : 'medium' };
  for (const command of commandsOf(script)) {
    const { words } = command;
    if (words.some((word) => clients.has(word))) {
      const flag = words.find((word) => /^--?(?:insecure-skip-tls-verify|tls-skip-verify)(?:=true)?$/.test(word));
      const isKind = words.some((word) => /^(?:kind|k3d)-/.test(word));
      if (!isKind && flag !== undefined) return { text: flag, severity: 'high' };
    }
    const found = switchIn(command);
    if (found !== undefined && isFarAway(found)) return { text: found.word, severity: 'medium' };
  }
  return undefined;
}

function isFarAway({ program, word, rest }: Switch): boolean {
  if (downloads.has(program)) return rest.some(isOutside);
  if (!registries.has(program)) return true;
  const images = rest.filter((one) => isImage.test(one));
  return (word.startsWith('--dest') ? images.slice(-1) : word.startsWith('--src') ? images.slice(0, 1) : images).some(
    (one) => !isNearImage.test(one),
  );
}

/** A name that others answer for: neither this machine, nor an address, nor a cluster that the job made. */
function isOutside(word: string): boolean {
  return /^https:\/\/(?!localhost|[^/]*\.(?:svc|local|localhost|test|internal)\b)[^/$]*\.[a-z]{2,}(?:[/"':]|$)/.test(
    word,
  );
}

/** The name of an image with a registry: registry.example.com/a. */
const isImage = /^(?:docker:\/\/)?(?:localhost|[a-z0-9][a-z0-9.-]*\.[a-z]{2,})(?::\d+)?\/\w/;
const isNearImage = /^(?:docker:\/\/)?(?:localhost|[^/]*\.(?:svc|local|localhost|test|internal))\b/;

/** `env` of workflows, their jobs and steps; `variables` of pipelines and their jobs. */
function variables(inventory: Inventory): readonly Sight[] {
  const github = workflows(inventory).flatMap(({ document, jobs }) => [
    { document, keys: ['env'], of: 'the workflow' },
    ...jobs.flatMap((job) => [
      { document, keys: [...job.keys, 'env'], of: job.name },
      ...job.steps.map(({ index }) => ({ document, keys: [...job.keys, 'steps', index, 'env'], of: job.name })),
    ]),
  ]);
  const gitlab = pipelineJobs(inventory).map((job: Job) => ({
    document: job.workflow.document,
    keys: [...job.keys, 'variables'],
    of: job.name,
  }));
  return [...github, ...gitlab].flatMap(({ document, keys, of }) =>
    Object.entries({ ...Object(read(document, keys).value) }).flatMap(([name, value]) =>
      turnsCheckOff(name, String(value))
        ? [
            sightAt(
              read(document, [...keys, name]),
              'broken',
              about(of, `${name}=${String(value)} turns the check of certificates off`, name),
              { severity: 'medium' },
            ),
          ]
        : [],
    ),
  );
}
