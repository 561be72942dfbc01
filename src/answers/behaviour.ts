// The answers about the behaviour of the controller, except for the objects that it owns.
import { choice, yesNo } from './answer.ts';

export const behaviour = {
  finalizer: yesNo({
    flag: 'finalizer',
    group: 'Behaviour',
    asked: 'on-request',
    title: 'Use a finalizer?',
    why: 'only to clean up what garbage collection cannot reach; needs patch on the custom resource',
    default: () => false,
  }),
  events: yesNo({
    flag: 'events',
    group: 'Behaviour',
    asked: 'on-request',
    title: 'Publish events?',
    why: '`kubectl describe` shows what happened; needs create and patch on events',
    default: () => true,
  }),
  leaderElection: yesNo({
    flag: 'leader-election',
    group: 'Behaviour',
    asked: 'on-request',
    title: 'Elect a leader?',
    why: 'two replicas, one active; needs get and patch on one Lease',
    default: () => true,
  }),
  metrics: yesNo({
    flag: 'metrics',
    group: 'Behaviour',
    asked: 'on-request',
    title: 'Serve metrics?',
    why: 'for Prometheus, only from the monitoring namespace',
    default: () => true,
  }),
  crdInstall: choice(['separate', 'job', 'controller'], {
    flag: 'crd-install',
    group: 'Behaviour',
    asked: 'on-request',
    title: 'Who installs the CRD?',
    why: 'separate: an administrator, so the controller has no right to CRDs; job or controller: with a right to this CRD alone, without delete',
    default: () => 'separate',
  }),
} as const;
