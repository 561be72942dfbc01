// Permissions that only a cluster with the admission plugin OwnerReferencesPermissionEnforcement checks. It is off by
// default, and on in OpenShift.

/** Source: plugin/pkg/admission/gc/gc_admission.go of Kubernetes: an owner whose deletion is blocked. */
export const BLOCKED_OWNER =
  'Only where the cluster runs OwnerReferencesPermissionEnforcement, as OpenShift does: this blocks the deletion of the owner.';

/** The same file: the owners of an existing object change; a create is exempt. */
export const CHANGED_OWNERS =
  'Only where the cluster runs OwnerReferencesPermissionEnforcement, as OpenShift does: this changes the owners of an object that exists.';

/** Whether only that plugin checks a permission. */
export function isEnforced(condition: string | null | undefined): boolean {
  return condition === BLOCKED_OWNER || condition === CHANGED_OWNERS;
}
