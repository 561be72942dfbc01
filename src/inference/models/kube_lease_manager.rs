//! kube-lease-manager 0.12..0.14 (alex-karpenko/kube-lease-manager da8e8aa7, and the published 0.13.1). The namespace defaults to the client's.

use kube::api::Api;
use k8s_openapi::api::coordination::v1::Lease;

pub enum LeaseCreateMode { AutoCreate, CreateNew, UseExistent, Ignore }
pub struct LeaseParams;
pub struct LeaseManagerBuilder { api: Api<Lease>, name: String, client: kube::Client, mode: LeaseCreateMode }
pub struct LeaseManager { api: Api<Lease>, name: String }
#[rbac(create)] fn create(api: Api<Lease>);
#[rbac(get, name = name)] #[rbac(patch, name = name)]
#[rbac(create, name = name, when = "Only when the Lease is deleted while it is acquired.")]
fn hold(api: Api<Lease>, name: &str);
impl LeaseManagerBuilder {
    pub fn new(client: kube::Client, lease_name: &str) -> LeaseManagerBuilder { LeaseManagerBuilder { api: Api::default_namespaced(client), name: lease_name, client, mode: LeaseCreateMode::AutoCreate } }
    pub fn with_namespace(self, namespace: &str) -> LeaseManagerBuilder { LeaseManagerBuilder { api: Api::namespaced(self.client, namespace), name: self.name, client: self.client, mode: self.mode } }
    pub fn with_lease_name(self, lease_name: &str) -> LeaseManagerBuilder { LeaseManagerBuilder { api: self.api, name: lease_name, client: self.client, mode: self.mode } }
    pub fn with_create_mode(self, mode: LeaseCreateMode) -> LeaseManagerBuilder { LeaseManagerBuilder { api: self.api, name: self.name, client: self.client, mode } }
    pub fn with_identity(self, identity: &str) -> LeaseManagerBuilder { self }
    pub fn with_duration(self, seconds: u64) -> LeaseManagerBuilder { self }
    pub fn with_grace(self, seconds: u64) -> LeaseManagerBuilder { self }
    pub fn with_field_manager(self, name: &str) -> LeaseManagerBuilder { self }
    pub fn with_parameters(self, params: LeaseParams) -> LeaseManagerBuilder { self }
    pub fn build(self) -> Result<LeaseManager> {
        self.api.get(self.name);
        match self.mode { LeaseCreateMode::AutoCreate | LeaseCreateMode::CreateNew => create(self.api), LeaseCreateMode::UseExistent | LeaseCreateMode::Ignore => () }
        Ok(LeaseManager { api: self.api, name: self.name }) }
}
impl LeaseManager {
    pub fn new(client: kube::Client, lease_name: &str, namespace: &str, params: LeaseParams, mode: LeaseCreateMode) -> Result<LeaseManager> {
        LeaseManagerBuilder { api: Api::namespaced(client, namespace), name: lease_name, client, mode }.build() }
    pub fn watch(self) -> (Receiver<bool>, JoinHandle<()>) { hold(self.api, self.name) }
    pub fn changed(&self) -> Result<bool> { hold(self.api, self.name) }
    pub fn release(&self) -> Result<()> { hold(self.api, self.name) }
    pub fn is_leader(&self) -> bool;
}
