// What the settings of a chart accept, as JSON Schema.

export const dnsLabel = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' } as const;
const quantity = (pattern: string) => ({ type: ['string', 'integer'], pattern, minimum: 1 });
export const cpu = quantity('^([1-9][0-9]*m?|[0-9]+[.][0-9]+)$');
export const bytes = quantity('^[1-9][0-9]*([EPTGMk]i?|Ki)?$');

/** Keys of labels and annotations that belong to Kubernetes, by which policies select a Pod and runtimes confine it. */
export const reserved = '(^|[./])(kubernetes|k8s)[.]io/';
export const words = (taken: readonly string[]) => ({
  type: 'object',
  propertyNames: {
    pattern: '^([a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$',
    not: { pattern: taken.join('|') },
  },
  additionalProperties: { type: 'string' },
});

const nodeRequirements = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['key', 'operator'],
    properties: {
      key: { type: 'string', minLength: 1, not: { pattern: '^node-role[.]kubernetes[.]io/' } },
      operator: { enum: ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] },
      values: { type: 'array', items: { type: 'string' } },
    },
  },
} as const;
const nodeTerm = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { matchExpressions: nodeRequirements },
} as const;

export const tolerations = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['key'],
    properties: {
      key: { type: 'string', minLength: 1, not: { pattern: '^node-role[.]kubernetes[.]io/' } },
      operator: { enum: ['Exists', 'Equal'] },
      value: { type: 'string' },
      effect: { enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
      tolerationSeconds: { type: 'integer' },
    },
  },
} as const;

export const nodeAffinity = {
  type: 'object',
  additionalProperties: false,
  properties: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      type: 'object',
      additionalProperties: false,
      required: ['nodeSelectorTerms'],
      properties: { nodeSelectorTerms: { type: 'array', minItems: 1, items: nodeTerm } },
    },
    preferredDuringSchedulingIgnoredDuringExecution: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['weight', 'preference'],
        properties: { weight: { type: 'integer', minimum: 1, maximum: 100 }, preference: nodeTerm },
      },
    },
  },
} as const;
