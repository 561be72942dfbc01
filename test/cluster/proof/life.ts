// The life of one custom resource: created, ready, changed, its owned objects broken, deleted. Each step waits for its
// effect.
import { items } from '../control-plane/client.ts';
import { at, listAt, textAt, type Json, type JsonObject } from '../control-plane/json.ts';
import { nameOf, pathOf } from '../control-plane/kubernetes.ts';
import { until } from '../control-plane/until.ts';
import type { CustomKind } from '../../../src/scaffold/custom-kinds.ts';
import type { Installation } from './installation.ts';
import { specOf } from './spec.ts';

export interface Life {
  readonly name: string;
  create(): Promise<void>;
  /** Waits until the controller reports Ready for the current spec. */
  ready(timeoutMs?: number): Promise<void>;
  /** Waits until an object of every owned kind names the custom resource as its controller. */
  owned(): Promise<void>;
  /** Waits for an event of the object. */
  event(): Promise<void>;
  change(): Promise<void>;
  /** Overwrites a label that the controller sets, and waits until it is restored. */
  restoreChanged(): Promise<void>;
  /** Deletes every owned object, and waits for new ones. */
  restoreDeleted(): Promise<void>;
  /** Deletes the custom resource, and waits until it and all owned objects are gone. */
  remove(): Promise<void>;
  /** Removes it without the controller, and without waiting. */
  discard(): Promise<void>;
}

let lives = 0;

/** A life of each kind in each namespace of the installation, not yet begun. */
export function livesIn(installation: Installation, signal?: AbortSignal): readonly Life[] {
  const { namespaces, subject } = installation;
  return namespaces.flatMap((namespace) =>
    subject.project.kinds.map((kind) => lifeOf(kind, installation, namespace, signal)),
  );
}

/** A life of the first kind in one namespace of the installation, not yet begun. */
export function lifeIn(installation: Installation, namespace: string): Life {
  return lifeOf(installation.subject.project.kinds[0], installation, namespace);
}

function lifeOf(
  custom: CustomKind,
  { plane, subject: { project } }: Installation,
  namespace: string,
  signal?: AbortSignal,
): Life {
  const name = `life-${(lives += 1)}`;
  const { admin } = plane;
  const { apiVersion } = project;
  const { kind, plural, clusterScopedResource } = custom;
  const collection = { apiVersion, plural, ...(clusterScopedResource ? {} : { namespace }) };
  const path = pathOf(collection, name);
  let version = 0;

  const ownedOf = async (
    plural: string,
    apiVersion: string,
    namespaced: boolean,
    uid: string,
  ): Promise<readonly Json[]> => {
    const list = await admin.get(pathOf({ apiVersion, plural, ...(namespaced ? { namespace } : {}) }));
    return items(list).filter((object) =>
      listAt(object, 'metadata', 'ownerReferences').some(
        (owner) => textAt(owner, 'uid') === uid && at(owner, 'controller') === true,
      ),
    );
  };
  /** Each owned kind with its existing object, unless that is being deleted. */
  const ownedNow = (uid: string) =>
    Promise.all(
      custom.owned.map(async (kind) => {
        const found = await ownedOf(kind.plural, kind.apiVersion, kind.namespaced, uid);
        const object = found.find((candidate) => at(candidate, 'metadata', 'deletionTimestamp') === undefined);
        const where =
          object === undefined
            ? undefined
            : pathOf(
                { apiVersion: kind.apiVersion, plural: kind.plural, ...(kind.namespaced ? { namespace } : {}) },
                nameOf(object),
              );
        return { kind, object, where, left: found.length };
      }),
    );
  const uid = async (): Promise<string> => textAt(await admin.get(path), 'metadata', 'uid') ?? '';
  const allOwned = async (isAsWanted: (object: Json) => boolean, what: string): Promise<void> => {
    const owner = await uid();
    await until(
      `${what} of ${name} in ${namespace}`,
      async () => (await ownedNow(owner)).every(({ object }) => object !== undefined && isAsWanted(object)),
      { signal },
    );
  };

  return {
    name,
    create: async () => {
      await admin.create(
        pathOf(collection),
        customResource({ apiVersion, kind }, name, specOf(custom, namespace, version)),
      );
    },
    ready: async (timeoutMs) => {
      await until(`${kind} ${name} in ${namespace} is Ready`, async () => isReady(await admin.get(path)), {
        timeoutMs,
        signal,
      });
    },
    owned: () => allOwned(() => true, 'every owned object'),
    event: async () => {
      const place = {
        apiVersion: 'events.k8s.io/v1',
        plural: 'events',
        namespace: clusterScopedResource ? 'default' : namespace,
      };
      const owner = await uid();
      await until(
        `an event about ${name}`,
        async () => items(await admin.get(pathOf(place))).some((event) => textAt(event, 'regarding', 'uid') === owner),
        { signal },
      );
    },
    change: async () => {
      version += 1;
      await admin.merge(path, { spec: specOf(custom, namespace, version) });
    },
    restoreChanged: async () => {
      for (const { object, where } of await ownedNow(await uid())) {
        const [label] = Object.keys(labelsOf(object));
        if (where === undefined || label === undefined)
          throw new Error(`nothing to break: ${where ?? 'no object'} has no label`);
        await admin.merge(where, { metadata: { labels: { [label]: 'broken' } } });
      }
      await allOwned(
        (object) => !Object.values(labelsOf(object)).includes('broken'),
        'the labels of every owned object',
      );
    },
    restoreDeleted: async () => {
      const before = await ownedNow(await uid());
      for (const { where } of before)
        if (where !== undefined) await admin.delete(`${where}?propagationPolicy=Background`);
      const old = new Set(before.map(({ object }) => textAt(object, 'metadata', 'uid')));
      await allOwned((object) => !old.has(textAt(object, 'metadata', 'uid')), 'a new one of every owned object');
    },
    remove: async () => {
      const owner = await uid();
      await admin.delete(path);
      await until(`${name} is gone`, async () => (await admin.find(path)) === undefined, { signal });
      await until(`what ${name} owned is gone`, async () => (await ownedNow(owner)).every(({ left }) => left === 0), {
        timeoutMs: 60_000,
        signal,
      });
    },
    discard: async () => {
      if ((await admin.find(path)) === undefined) return;
      await admin.merge(path, { metadata: { finalizers: null } });
      await admin.delete(path);
    },
  };
}

/** Ready for the current generation. */
function isReady(object: Json): boolean {
  const generation = at(object, 'metadata', 'generation');
  const ready = listAt(object, 'status', 'conditions').find((condition) => textAt(condition, 'type') === 'Ready');
  return textAt(ready, 'status') === 'True' && at(object, 'status', 'observedGeneration') === generation;
}

function labelsOf(object: Json | undefined): JsonObject {
  const labels = at(object, 'metadata', 'labels');
  return typeof labels === 'object' && labels !== null && !Array.isArray(labels)
    ? Object.fromEntries(Object.entries(labels))
    : {};
}

function customResource(
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  name: string,
  spec: JsonObject,
): JsonObject {
  return { apiVersion, kind, metadata: { name }, spec };
}
