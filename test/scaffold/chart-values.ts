// Random but reproducible values that the schema of a chart accepts, from values that somebody might smuggle in.
import { Ajv2020 } from 'ajv/dist/2020.js';

export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Schema;
  readonly propertyNames?: Schema;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Typical values, and values that would weaken the Pod if they were accepted. */
const tempting: readonly unknown[] = [
  ...['a', 'team-b', 'default', 'kube-system', 'monitoring', 'x'.repeat(63), 'true', '0', '1e3', 'null', ''],
  ...[
    '0.0.0.0/0',
    '0.0.0.0/8',
    '128.0.0.0/1',
    '10.0.0.0/8',
    '10.96.0.1/32',
    '169.0.0.0/8',
    '169.254.0.0/16',
    '168.0.0.0/8',
  ],
  ...['169.254.169.254/32', '169.1.0.0/16', '::/0', 'fd00:ec2::254/128', 'fd00::/8', '2001:db8::1/128', '2000::/3'],
  ...['fd12:3456::1/128', 'fdfe::/48', 'fc00::/7', 'fd00::/31', 'fd00:0ec2::/32', 'fd20:ce::254/128', 'fd00:c1::/40'],
  ...['128Mi', '1Gi', '1', '2', '0', '-1', '100m', '0.5', '1e9', '64Ki', '9E'],
  ...[
    'app.kubernetes.io/name',
    'kubernetes.io/hostname',
    'node-role.kubernetes.io/control-plane',
    'disktype',
    'example.com/pool',
  ],
  ...[
    'container.apparmor.security.beta.kubernetes.io/controller',
    'seccomp.security.alpha.kubernetes.io/pod',
    'sidecar.istio.io/inject',
  ],
  ...[
    'eks.amazonaws.com/role-arn',
    'azure.workload.identity/use',
    'iam.gke.io/gcp-service-account',
    'openshift.io/scc',
  ],
  ...[
    'ghcr.io/acme/mirror',
    'ghcr.io/acme/mirror:latest',
    'localhost:5000/a/b',
    'a/b@sha256:0',
    `sha256:${'a'.repeat(64)}`,
    'sha256:b',
  ],
  ...[
    '{{ .Values.replicas }}',
    '{{',
    '"',
    "'",
    '#',
    'a: b',
    'a\nprivileged: true',
    '- a',
    '*a',
    '&a',
    '!!binary a',
    'é',
    ' ',
  ],
  ...['arn:aws:iam::111122223333:role/other', '11111111-2222-3333-4444-555555555555'],
  `registry.k8s.io/kubectl@sha256:${'c'.repeat(64)}`,
  ...[0, 1, 2, 3, 443, 6443, 70000, 1.5, -1, true, false],
];

export class Accepted {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #pools = new Map<Schema, readonly unknown[]>();
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Values that the schema accepts completely. */
  values(schema: Schema): unknown {
    const isAccepted = this.#ajv.compile(schema);
    for (;;) {
      const found = this.#made(schema);
      if (isAccepted(found)) return found;
    }
  }

  /** The same with one refused place, and the name that the refusal must contain. */
  refused(schema: Schema): { readonly values: unknown; readonly name: string } {
    const isAccepted = this.#ajv.compile(schema);
    for (;;) {
      const { values, name } = this.#spoiled(schema, this.values(schema));
      if (name !== undefined && !isAccepted(values)) return { values, name };
    }
  }

  /** Goes to a random place, and adds an unknown key, removes a required one, or inserts a wrong value. */
  #spoiled(schema: Schema, value: unknown): { readonly values: unknown; readonly name: string | undefined } {
    const object: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(value ?? {}));
    const key = this.#oneOf(Object.keys(schema.properties ?? {}));
    const inner = schema.properties?.[key] ?? {};
    switch (this.#below(4)) {
      case 0:
        return { values: { ...object, surplus: 'a' }, name: 'surplus' };
      case 1:
        return { values: { ...object, [key]: null }, name: schema.required?.includes(key) ? key : undefined };
      default: {
        if (inner.properties === undefined || inner.required === undefined)
          return { values: { ...object, [key]: this.#oneOf([...tempting, [], {}]) }, name: key };
        const { values, name } = this.#spoiled(inner, object[key]);
        return { values: { ...object, [key]: values }, name };
      }
    }
  }

  #made(schema: Schema): unknown {
    if (schema.anyOf !== undefined && schema.type === undefined) return this.#made(this.#oneOf(schema.anyOf));
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.#oneOf(schema.enum);
    if (schema.type === 'object') return this.#object(schema);
    if (schema.type === 'array') {
      const length = (schema.minItems ?? 0) + this.#below(3);
      return Array.from({ length }, () => this.#made(schema.items ?? {}));
    }
    return this.#oneOf(this.#pool(schema));
  }

  #object({ properties = {}, required = [], propertyNames, additionalProperties }: Schema): object {
    const entries = Object.entries(properties)
      .filter(([key]) => required.includes(key) || this.#below(2) === 0)
      .map(([key, inner]): readonly [string, unknown] => [key, this.#made(inner)]);
    const names = propertyNames === undefined ? [] : this.#pool({ type: 'string', ...propertyNames });
    const free = Array.from({ length: names.length === 0 ? 0 : this.#below(3) }, (): readonly [string, unknown] => [
      String(this.#oneOf(names)),
      this.#made(additionalProperties === undefined || additionalProperties === false ? {} : additionalProperties),
    ]);
    return Object.fromEntries([...entries, ...free]);
  }

  /** The tempting values that this place accepts. */
  #pool(schema: Schema): readonly unknown[] {
    const known = this.#pools.get(schema) ?? tempting.filter((one) => this.#accepts(schema, one));
    this.#pools.set(schema, known);
    if (known.length === 0) throw new Error(`nothing fits ${JSON.stringify(schema)}`);
    return known;
  }

  #accepts(schema: Schema, value: unknown): boolean {
    return this.#ajv.compile(schema)(value);
  }

  #oneOf<T>(all: readonly T[]): T {
    const found = all[this.#below(all.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }

  /** A linear congruential generator with the numbers of Numerical Recipes. */
  #below(bound: number): number {
    this.#state = (this.#state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((this.#state / 2 ** 32) * bound);
  }
}
