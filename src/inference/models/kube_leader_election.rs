//! kube-leader-election 0.30..0.44 (hendrikmaus/kube-leader-election 24a6596e, and the published versions): lease.rs. It sends a merge patch in spite of PatchParams::apply.

use kube::api::{Api, Patch, PatchParams, PostParams};
use k8s_openapi::api::coordination::v1::Lease;

pub struct LeaseLock { api: Api<Lease>, params: LeaseLockParams }
pub struct LeaseLockParams { pub holder_id: String, pub lease_name: String, pub lease_ttl: Duration }
pub struct LeaseLockResult { pub acquired_lease: bool }
impl LeaseLock {
    pub fn new(client: kube::Client, namespace: &str, params: LeaseLockParams) -> LeaseLock {
        LeaseLock { api: Api::namespaced(client, namespace), params }
    }
    pub fn try_acquire_or_renew(&self) -> Result<LeaseLockResult> {
        self.api.get(self.params.lease_name);
        self.api.create(&PostParams::default(), unknown());
        self.api.patch(self.params.lease_name, &PatchParams::default(), &Patch::Merge(unknown()))
    }
    pub fn step_down(&self) -> Result<()> {
        self.api.get(self.params.lease_name);
        self.api.patch(self.params.lease_name, &PatchParams::default(), &Patch::Merge(unknown()))
    }
}
