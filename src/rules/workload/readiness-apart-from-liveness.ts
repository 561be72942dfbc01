import { isTemplated } from '../../formats/yaml/node.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOfContainer } from '../look/place.ts';

export const readinessApartFromLiveness = defineRule({
  id: 'readiness-apart-from-liveness',
  title: 'A Pod that is not ready is not restarted',
  why: 'If both probes check the same, a lost connection to the API server restarts the controller again and again.',
  group: 'Workload',
  severity: 'low',
  reference: pages.probes,
  profile: 'pedantic',
  advice: 'Let readinessProbe check whether the controller can work, and livenessProbe only whether it hangs.',
  fix: 'manual',
  look: ({ workloads }) => workloads.flatMap(({ containers }) => containers.flatMap(judge)),
});

function judge(container: Container): readonly Sight[] {
  const { workload, keys } = container;
  const [readiness, liveness] = [
    readManifest(workload.manifest, [...keys, 'readinessProbe']),
    readManifest(workload.manifest, [...keys, 'livenessProbe']),
  ];
  if (readiness.state === 'absent' || liveness.state === 'absent') return [];
  const of = nameOfContainer(container);
  if (readiness.state === 'unknown' || isTemplated(readiness.value))
    return [unknownAt(readiness, of, 'readinessProbe')];
  if (liveness.state === 'unknown' || isTemplated(liveness.value)) return [unknownAt(liveness, of, 'livenessProbe')];
  const same = askedBy(readiness.value) === askedBy(liveness.value);
  return [sightAt(readiness, same ? 'broken' : 'kept', about(of, 'readinessProbe checks the same as livenessProbe'))];
}

/** The request of the probe, without its timing. */
function askedBy(probe: unknown): string {
  return JSON.stringify(['httpGet', 'tcpSocket', 'grpc', 'exec'].map((handler) => fieldOf(probe, handler)));
}
