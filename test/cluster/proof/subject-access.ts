// The permissions of a ServiceAccount by RBAC, asked with SubjectAccessReview.
import type { Access } from '../control-plane/audit.ts';
import type { ApiClient } from '../control-plane/client.ts';
import { at } from '../control-plane/json.ts';

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Whether the ServiceAccount has the permission, with the groups of its token. */
export async function mayAccess(
  admin: ApiClient,
  { namespace, name }: ServiceAccount,
  access: Access,
): Promise<boolean> {
  const [resource, subresource] = access.resource.split('/');
  const review = await admin.create('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    spec: {
      user: `system:serviceaccount:${namespace}:${name}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
      resourceAttributes: {
        group: access.group,
        resource: resource ?? '',
        ...(subresource === undefined ? {} : { subresource }),
        verb: access.verb,
        namespace: access.namespace,
        name: access.name,
      },
    },
  });
  return at(review, 'status', 'allowed') === true;
}
