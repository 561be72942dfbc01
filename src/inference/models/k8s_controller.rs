//! k8s-controller 0.12..0.13 (MaterializeInc/k8s-controller 8f2ba15a): controller.rs. It sets the finalizer on the watched objects.

use kube::{Api, Client};

pub trait Context {
    type Resource;
    fn apply(&self, client: Client, resource: &Self::Resource, metadata: &mut TraceMetadata) -> Result<Option<Action>>;
    fn cleanup(&self, client: Client, resource: &Self::Resource, metadata: &mut TraceMetadata) -> Result<Option<Action>>;
}
pub struct TraceMetadata;
pub struct Controller<Ctx> { client: Client, api: Api<Ctx::Resource>, context: Ctx }
impl<Ctx: Context> Controller<Ctx> {
    pub fn namespaced(client: Client, context: Ctx, namespace: &str, config: Config) -> Controller<Ctx> { Controller { client, api: Api::<Ctx::Resource>::namespaced(client, namespace), context } }
    pub fn namespaced_all(client: Client, context: Ctx, config: Config) -> Controller<Ctx> { Controller { client, api: Api::<Ctx::Resource>::all(client), context } }
    pub fn cluster(client: Client, context: Ctx, config: Config) -> Controller<Ctx> { Controller { client, api: Api::<Ctx::Resource>::all(client), context } }
    pub fn with_concurrency(self, concurrency: u16) -> Controller<Ctx> { self }
    pub fn with_controller(self, f: F) -> Controller<Ctx> { self }
    pub fn run(self) {
        let object = watched(self.api);
        finalize(self.api);
        self.context.apply(self.client, object, unknown());
        self.context.cleanup(self.client, object, unknown());
        // Versions up to 0.8 pass no metadata.
        self.context.apply(self.client, object);
        self.context.cleanup(self.client, object);
    }
}
#[rbac(list)] #[rbac(watch)] #[object] fn watched<K>(api: Api<K>) -> K;
#[rbac(patch)] fn finalize<K>(api: Api<K>);
