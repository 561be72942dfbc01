// A role in Google Cloud, by GKE Workload Identity.
import { text } from '../answer.ts';
import { all, matches, meets } from '../checks.ts';
import { forProviders, group } from './provider.ts';

export const gcpAnswers = {
  gcpProject: forProviders(
    ['gcp'],
    text({
      flag: 'gcp-project',
      group,
      title: 'Google Cloud project',
      why: 'the project of the GKE cluster: the controller has an identity in its workload identity pool',
      form: 'project id',
      example: 'example-project',
      check: matches(
        /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
        'a project id: 6 to 30 lower-case letters, digits and "-", first a letter',
      ),
    }),
  ),
  gcpProjectNumber: forProviders(
    ['gcp'],
    text({
      flag: 'gcp-project-number',
      group,
      title: 'Number of that project',
      why: 'the grant of the role names it; `gcloud projects describe PROJECT` shows it',
      form: 'digits',
      example: '123456789012',
      check: matches(/^\d{6,15}$/, 'the number of a project: 6 to 15 digits'),
    }),
  ),
  gcpRole: forProviders(
    ['gcp'],
    text({
      flag: 'gcp-role',
      group,
      title: 'IAM role',
      why: 'it allows no more than what the controller calls',
      form: 'roles/…',
      example: 'roles/storage.objectViewer',
      check: all(
        matches(/^(roles|projects\/[a-z0-9-]+\/roles)\/[\w.]+$/, 'a role such as "roles/storage.objectViewer"'),
        meets(/^(?!roles\/(owner|editor|viewer)$)/, 'must not be a basic role, which spans every service'),
      ),
    }),
  ),
  gcpResource: forProviders(
    ['gcp'],
    text({
      flag: 'gcp-resource',
      group,
      title: 'Resource name that the role is limited to',
      why: 'an IAM Condition: the name must start with it',
      form: 'resource name',
      example: 'projects/_/buckets/example',
      check: matches(
        /^[^*"'\\\s\p{C}\p{Default_Ignorable_Code_Point}]{3,}$/u,
        'a resource name such as "projects/_/buckets/example", without "*"',
      ),
    }),
  ),
} as const;
