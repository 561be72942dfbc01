// A role in AWS, by EKS Pod Identity or by the cluster's OIDC provider (IRSA).
import { list, text } from '../answer.ts';
import { each, matches } from '../checks.ts';
import { forProviders, group } from './provider.ts';

const aws = ['aws-pod-identity', 'aws-irsa'] as const;

/** An IAM action by its full name; a wildcard would grant more than intended. */
const awsAction = matches(
  /^[a-z0-9-]+:[A-Za-z0-9]+$/,
  'an action by its full name, such as "s3:GetObject", without "*"',
);

const awsArn = matches(
  /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:[^*?\s"\\\p{C}\p{Default_Ignorable_Code_Point}]+(\*?)$/u,
  'an ARN that names its resource, such as "arn:aws:s3:::bucket/*"; "*" may only end a path',
);

export const awsAnswers = {
  awsAccountId: forProviders(
    aws,
    text({
      flag: 'aws-account-id',
      group,
      title: 'AWS account',
      why: 'the trust policy names it',
      form: '12 digits',
      example: '111122223333',
      check: matches(/^\d{12}$/, '12 digits'),
    }),
  ),
  awsRegion: forProviders(
    aws,
    text({
      flag: 'aws-region',
      group,
      title: 'AWS region',
      why: 'the controller calls STS in this region',
      form: 'region',
      example: 'eu-central-1',
      check: matches(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as "eu-central-1"'),
    }),
  ),
  awsService: forProviders(
    aws,
    text({
      flag: 'aws-service',
      group,
      asked: 'on-request',
      title: 'AWS service',
      why: 'the service that requests are signed for',
      form: 'service',
      default: () => 's3',
      check: matches(/^[a-z0-9-]{1,63}$/, 'a service’s signing name such as "s3"'),
    }),
  ),
  awsRole: forProviders(
    aws,
    text({
      flag: 'aws-role',
      group,
      asked: 'on-request',
      title: 'IAM role',
      why: 'only this ServiceAccount may assume it',
      form: 'role name',
      defaultForm: '`<name>`',
      default: (known) => known.text('name'),
      check: matches(/^[\w+=,.@-]{1,64}$/, 'the name of a role, without its ARN'),
    }),
  ),
  awsActions: forProviders(
    aws,
    list({
      flag: 'aws-actions',
      group,
      title: 'IAM actions',
      why: 'the actions that the role allows, by full name',
      form: 'service:Action,…',
      one: 'Action',
      example: ['s3:GetObject', 's3:PutObject'],
      check: each(awsAction),
    }),
  ),
  awsResources: forProviders(
    aws,
    list({
      flag: 'aws-resources',
      group,
      title: 'IAM resources',
      why: 'the resources of these actions',
      form: 'ARN,ARN,…',
      one: 'ARN',
      example: ['arn:aws:s3:::example/*'],
      check: each(awsArn),
    }),
  ),
  awsCluster: forProviders(
    ['aws-pod-identity'],
    text({
      flag: 'aws-cluster',
      group,
      title: 'EKS cluster',
      why: 'the trust policy names it',
      form: 'cluster name',
      example: 'example',
      check: matches(
        /^[0-9A-Za-z][\w-]{0,99}$/,
        'the name of an EKS cluster: at most 100 letters, digits, "-" and "_"',
      ),
    }),
  ),
  awsOidcProvider: forProviders(
    ['aws-irsa'],
    text({
      flag: 'aws-oidc-provider',
      group,
      title: 'OIDC provider of the cluster',
      why: 'the trust policy accepts only its tokens',
      form: 'HOST/PATH',
      example: 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE',
      check: matches(
        /^[a-z0-9.-]+\.[a-z]+(\/[\w/-]+)?$/,
        'host and path without https://, such as "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"',
      ),
    }),
  ),
} as const;
