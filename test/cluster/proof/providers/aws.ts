// EKS: IAM roles for service accounts by STS, and Pod Identity by its agent on the node.
import { at, textAt } from '../../control-plane/json.ts';
import type { Installation } from '../installation.ts';
import { annotation, expectSame, firstHost, formOf, iam, requestLine, type Provider } from './provider.ts';
import { subjectOfToken } from './service-account-token.ts';
import { isSigned, type Keys } from './signature.ts';

const agent = '169.254.170.23';
const credentials = `http://${agent}/v1/credentials`;

const keysOf = (generation: number): Keys => ({
  id: `ASIAEXAMPLE${generation}`,
  secret: `secret/${generation}`,
  session: `session+${generation}=`,
});

const takes: Provider['takes'] = (asked, { subject: { project } }, generation) =>
  isSigned(asked, keysOf(generation), project.awsRegion ?? '', project.awsService ?? '');

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const awsIrsa: Provider = {
  names: (installation) => [stsOf(installation)],
  addresses: [],
  audience: (installation) => annotation(installation, 'eks.amazonaws.com/audience'),
  environment: (installation, tokenFile) => ({
    AWS_ROLE_ARN: annotation(installation, 'eks.amazonaws.com/role-arn'),
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
  }),
  requests: (installation) => [`POST https://${stsOf(installation)}/`, `GET https://${firstHost(installation)}/`],
  gives: (asked, installation, generation) => {
    if (asked.host !== stsOf(installation)) return undefined;
    expectSame('the request', requestLine(asked), `POST https://${stsOf(installation)}/`);
    const { WebIdentityToken: token = '', ...fields } = Object.fromEntries(formOf(asked));
    const role = annotation(installation, 'eks.amazonaws.com/role-arn');
    const wanted = {
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      DurationSeconds: '3600',
      RoleArn: role,
      RoleSessionName: 'controller',
    };
    expectSame('the form', JSON.stringify(fields), JSON.stringify(wanted));
    const oidc = installation.subject.project.awsOidcProvider ?? '';
    const trusted = at(iam(installation, 'trust-policy.json'), 'Statement', 0, 'Condition', 'StringEquals');
    const subject = subjectOfToken(token, textAt(trusted, `${oidc}:aud`) ?? '', installation.plane.directory);
    expectSame('the subject', subject, textAt(trusted, `${oidc}:sub`));
    const { id, secret, session } = keysOf(generation);
    return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult>
    <Audience>sts.amazonaws.com</Audience>
    <AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:controller</AssumedRoleId><Arn>${role}</Arn></AssumedRoleUser>
    <Provider>arn:aws:iam::111122223333:oidc-provider/${oidc}</Provider>
    <Credentials>
      <AccessKeyId>${id}</AccessKeyId>
      <SecretAccessKey>${secret}</SecretAccessKey>
      <SessionToken>${session}</SessionToken>
      <Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>
    </Credentials>
    <SubjectFromWebIdentityToken>${subject}</SubjectFromWebIdentityToken>
  </AssumeRoleWithWebIdentityResult>
  <ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000009</RequestId></ResponseMetadata>
</AssumeRoleWithWebIdentityResponse>`;
  },
  takes,
};

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
export const awsPodIdentity: Provider = {
  names: () => [],
  addresses: [agent],
  audience: () => 'pods.eks.amazonaws.com',
  environment: (_, tokenFile) => ({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: credentials,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
  }),
  requests: (installation) => [`GET ${credentials}`, `GET https://${firstHost(installation)}/`],
  gives: (asked, installation, generation) => {
    if (asked.host !== agent) return undefined;
    expectSame('the request', requestLine(asked), `GET ${credentials}`);
    const subject = subjectOfToken(
      asked.headers['authorization'] ?? '',
      'pods.eks.amazonaws.com',
      installation.plane.directory,
    );
    const association = iam(installation, 'association.json');
    expectSame(
      'the subject',
      subject,
      `system:serviceaccount:${textAt(association, 'namespace')}:${textAt(association, 'serviceAccount')}`,
    );
    const { id, secret, session } = keysOf(generation);
    return JSON.stringify({
      AccessKeyId: id,
      SecretAccessKey: secret,
      Token: session,
      AccountId: '111122223333',
      Expiration: new Date(Date.now() + 21_600_000).toISOString(),
    });
  },
  takes,
};

function stsOf({ subject: { project } }: Installation): string {
  return `sts.${project.awsRegion}.amazonaws.com`;
}
