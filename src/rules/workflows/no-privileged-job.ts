import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { readJob, unknownUntilRun, workflows, type Job } from '../look/workflows.ts';

export const noPrivilegedJob = defineRule({
  id: 'no-privileged-job',
  title: 'No container of a job controls the runner',
  why: 'With --privileged, a host namespace or host files, the image controls the runner; on a self-hosted runner also all later jobs.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Remove the option, or run the step on the runner itself, with a pinned action or tool.',
  fix: 'manual',
  look: (inventory) => workflows(inventory).flatMap(({ jobs }) => jobs.flatMap(judge)),
});

function judge(job: Job): readonly Sight[] {
  const services = fieldOf(job.value, 'services');
  const names = typeof services === 'object' && services !== null ? Object.keys(services) : [];
  const containers = [['container'], ...names.map((name) => ['services', name])];
  const wrong = containers.flatMap((keys): readonly Sight[] => {
    const options = readJob(job, ...keys, 'options');
    const volumes = readJob(job, ...keys, 'volumes');
    const option = optionOf(textOf(options.value));
    const mount = itemsOf(volumes).map(textOf).find(isOfTheHost);
    const of = keys.length > 1 ? `service ${keys[1]} of ${job.name}` : job.name;
    return [
      ...(textOf(options.value).includes('${{') ? [unknownUntilRun(options, of, 'options')] : []),
      ...(option === undefined
        ? []
        : [sightAt(options, 'broken', about(of, `its container is started with ${option}`, option))]),
      ...(mount === undefined
        ? []
        : [sightAt(volumes, 'broken', about(of, `its container mounts ${mount} of the runner`, mount))]),
    ];
  });
  return wrong.length > 0 ? wrong : [sightAt(readJob(job), 'kept', job.name)];
}

const dangerous: readonly RegExp[] = [
  /--privileged\b/i,
  /--(?:pid|net|network|ipc|userns|uts|cgroupns)[= ]host\b/i,
  /--cap-add[= ]["']?(?:\w+,)*(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|NET_ADMIN)\b/i,
  /--device[= ]\S+/i,
  /--security-opt[= ]["']?[\w-]+[=:]unconfined\b/i,
];

function optionOf(options: string): string | undefined {
  const found = dangerous.map((one) => one.exec(options)?.[0]).find((option) => option !== undefined);
  const mount = /(?:-v|--volume)[= ](\S+)/.exec(options)?.[1] ?? sourceOf(/--mount[= ](\S+)/.exec(options)?.[1] ?? '');
  return found ?? (mount !== undefined && isOfTheHost(mount) ? `the mount ${mount}` : undefined);
}

/** The source in `type=bind,source=/,target=/host`. */
function sourceOf(mount: string): string | undefined {
  return /(?:^|,)["']?(?:src|source)=([^,]+)/.exec(mount)?.[1];
}

/** All of the host, or a path that leads to all of it. */
function isOfTheHost(mount: string): boolean {
  const [source = ''] = mount.split(':');
  return /^\/(|etc|root|home|proc|sys|dev|boot|var|run|var\/run|var\/lib\/docker)\/?$|\b(docker|containerd|crio|podman)\.sock\b/.test(
    source,
  );
}
