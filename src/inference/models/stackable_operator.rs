//! stackable-operator 0.116..0.117 (stackabletech/operator-rs 7b9f9ac9): client.rs, cluster_resources.rs, commons/rbac.rs.

pub use kube;
pub use k8s_openapi;

pub mod client {
    use kube::api::{Api, ListParams, Patch, PatchParams, PostParams, DeleteParams};
    use kube::runtime::wait::{await_condition, delete::delete_and_finalize};
    pub struct Client { pub default_namespace: String }
    pub fn initialize_operator(field_manager: Option<String>, options: &KubernetesClusterInfoOptions) -> Result<Client> { kubelet_config(); Ok(Client {}) }
    pub fn create_client(field_manager: Option<String>) -> Result<Client> { Ok(Client {}) }
    #[rbac(get, on = "/nodes/proxy", when = "Only when the domain of the cluster is not configured (KUBERNETES_CLUSTER_DOMAIN).")]
    fn kubelet_config();
    #[by_scope] fn api_of<T>(namespace: &str) -> Api<T>;
    impl Client {
        pub fn as_kube_client(&self) -> kube::Client;
        pub fn get_api<T>(&self, namespace: &str) -> Api<T> { api_of::<T>(namespace) }
        pub fn get_all_api<T>(&self) -> Api<T> { Api::<T>::all(self) }
        pub fn get_namespaced_api<T>(&self, namespace: &str) -> Api<T> { Api::<T>::namespaced(self, namespace) }
        pub fn get<T>(&self, name: &str, namespace: &str) -> Result<T> { api_of::<T>(namespace).get(name) }
        pub fn get_opt<T>(&self, name: &str, namespace: &str) -> Result<Option<T>> { api_of::<T>(namespace).get_opt(name) }
        pub fn exists<T>(&self, name: &str, namespace: &str) -> Result<bool> { api_of::<T>(namespace).get_opt(name); unknown() }
        pub fn list<T>(&self, namespace: &str, params: &ListParams) -> Result<Vec<T>> { let list = api_of::<T>(namespace).list(params); Ok(list.unwrap().items) }
        pub fn list_with_label_selector<T>(&self, namespace: &str, selector: &LabelSelector) -> Result<Vec<T>> { let list = api_of::<T>(namespace).list(&ListParams::default()); Ok(list.unwrap().items) }
        pub fn create<T>(&self, resource: &T) -> Result<T> { api_of::<T>(resource.namespace()).create(&PostParams::default(), resource) }
        pub fn create_if_missing<T>(&self, resource: &T) -> Result<()> { api_of::<T>(resource.namespace()).get_opt(resource.name_any()); api_of::<T>(resource.namespace()).create(&PostParams::default(), resource) }
        pub fn merge_patch<T, P>(&self, resource: &T, patch: P) -> Result<T> { api_of::<T>(resource.namespace()).patch(resource.name_any(), &PatchParams::default(), &Patch::Merge(patch)) }
        pub fn apply_patch<T, P>(&self, scope: &str, resource: &T, patch: P) -> Result<T> { api_of::<T>(resource.namespace()).patch(resource.name_any(), &PatchParams::default(), &Patch::Apply(patch)) }
        pub fn json_patch<T>(&self, resource: &T, patch: JsonPatch) -> Result<T> { api_of::<T>(resource.namespace()).patch(resource.name_any(), &PatchParams::default(), &Patch::Json(patch)) }
        pub fn apply_patch_status<T, S>(&self, scope: &str, resource: &T, status: &S) -> Result<T> { api_of::<T>(resource.namespace()).patch_status(resource.name_any(), &PatchParams::default(), &Patch::Apply(status)) }
        pub fn merge_patch_status<T, S>(&self, resource: &T, status: &S) -> Result<T> { api_of::<T>(resource.namespace()).patch_status(resource.name_any(), &PatchParams::default(), &Patch::Merge(status)) }
        pub fn json_patch_status<T, S>(&self, resource: &T, patch: S) -> Result<T> { api_of::<T>(resource.namespace()).patch_status(resource.name_any(), &PatchParams::default(), &Patch::Json(patch)) }
        pub fn update<T>(&self, resource: &T) -> Result<T> { api_of::<T>(resource.namespace()).replace(resource.name_any(), &PostParams::default(), resource) }
        pub fn delete<T>(&self, resource: &T) -> Result<()> { api_of::<T>(resource.namespace()).delete(resource.name_any(), &DeleteParams::default()) }
        pub fn ensure_deleted<T>(&self, resource: T) -> Result<()> { delete_and_finalize(api_of::<T>(resource.namespace()), resource.name_any(), &DeleteParams::default()) }
        pub fn wait_created<T>(&self, namespace: &str, config: watcher::Config) -> () { kube::runtime::watcher(api_of::<T>(namespace), config) }
    }
    pub trait GetApi {}
}

// builder/meta.rs: before 0.67 everything was in `builder` itself.
pub mod builder {
    pub use meta::{ObjectMetaBuilder, OwnerReferenceBuilder};
    pub mod meta {
        pub struct OwnerReferenceBuilder<T> { resource: T }
        impl<T> OwnerReferenceBuilder<T> {
            pub fn new() -> OwnerReferenceBuilder<T>;
            pub fn default() -> OwnerReferenceBuilder<T>;
            #[through(resource)] pub fn initialize_from_resource(&mut self, resource: &T) -> OwnerReferenceBuilder<T>;
            #[rbac(update, blocks_owner, sub = "finalizers", unless = none(block))] pub fn block_owner_deletion(&mut self, block: bool) -> OwnerReferenceBuilder<T>;
            #[rbac(update, blocks_owner, sub = "finalizers", unless = none(block))] pub fn block_owner_deletion_opt(&mut self, block: Option<bool>) -> OwnerReferenceBuilder<T>;
            pub fn controller(&mut self, controller: bool) -> OwnerReferenceBuilder<T> { self }
            pub fn controller_opt(&mut self, controller: Option<bool>) -> OwnerReferenceBuilder<T> { self }
            pub fn api_version(&mut self, x: String) -> OwnerReferenceBuilder<T> { self }
            pub fn api_version_opt(&mut self, x: Option<String>) -> OwnerReferenceBuilder<T> { self }
            pub fn kind(&mut self, x: String) -> OwnerReferenceBuilder<T> { self }
            pub fn kind_opt(&mut self, x: Option<String>) -> OwnerReferenceBuilder<T> { self }
            pub fn name(&mut self, x: String) -> OwnerReferenceBuilder<T> { self }
            pub fn name_opt(&mut self, x: Option<String>) -> OwnerReferenceBuilder<T> { self }
            pub fn uid(&mut self, x: String) -> OwnerReferenceBuilder<T> { self }
            pub fn uid_opt(&mut self, x: Option<String>) -> OwnerReferenceBuilder<T> { self }
            pub fn build(&self) -> Result<OwnerReference>;
        }
        pub fn ownerreference_from_resource<T>(resource: &T, block: Option<bool>, controller: Option<bool>) -> OwnerReference { OwnerReferenceBuilder::<T>::new().initialize_from_resource(resource).block_owner_deletion_opt(block); unknown() }
        pub struct ObjectMetaBuilder { pub name: String, pub namespace: String }
        impl ObjectMetaBuilder {
            pub fn new() -> ObjectMetaBuilder { ObjectMetaBuilder {} }
            pub fn default() -> ObjectMetaBuilder { ObjectMetaBuilder {} }
            pub fn name_and_namespace<T>(&mut self, resource: &T) -> ObjectMetaBuilder { ObjectMetaBuilder { name: resource.name_any(), namespace: resource.namespace() } }
            pub fn name(&mut self, name: String) -> ObjectMetaBuilder { ObjectMetaBuilder { name, ..self } }
            pub fn name_opt(&mut self, name: Option<String>) -> ObjectMetaBuilder { ObjectMetaBuilder { name, ..self } }
            pub fn generate_name(&mut self, x: String) -> ObjectMetaBuilder { self }
            pub fn generate_name_opt(&mut self, x: Option<String>) -> ObjectMetaBuilder { self }
            pub fn namespace(&mut self, namespace: String) -> ObjectMetaBuilder { ObjectMetaBuilder { namespace, ..self } }
            pub fn namespace_opt(&mut self, namespace: Option<String>) -> ObjectMetaBuilder { ObjectMetaBuilder { namespace, ..self } }
            pub fn ownerreference(&mut self, owner: OwnerReference) -> ObjectMetaBuilder { self }
            pub fn ownerreference_opt(&mut self, owner: Option<OwnerReference>) -> ObjectMetaBuilder { self }
            pub fn ownerreference_from_resource<T>(&mut self, resource: &T, block: Option<bool>, controller: Option<bool>) -> Result<ObjectMetaBuilder> { ownerreference_from_resource(resource, block, controller); Ok(self) }
            pub fn with_annotation(&mut self, x: A) -> ObjectMetaBuilder { self }
            pub fn with_annotations(&mut self, x: A) -> ObjectMetaBuilder { self }
            pub fn annotations(&mut self, x: A) -> ObjectMetaBuilder { self }
            pub fn annotations_opt(&mut self, x: A) -> ObjectMetaBuilder { self }
            pub fn with_label(&mut self, x: L) -> ObjectMetaBuilder { self }
            pub fn with_labels(&mut self, x: L) -> ObjectMetaBuilder { self }
            pub fn labels(&mut self, x: L) -> ObjectMetaBuilder { self }
            pub fn labels_opt(&mut self, x: L) -> ObjectMetaBuilder { self }
            pub fn with_recommended_labels<X>(&mut self, x: X) -> Result<ObjectMetaBuilder> { Ok(self) }
            pub fn with_finalizer(&mut self, x: String) -> ObjectMetaBuilder { self }
            pub fn with_finalizers(&mut self, x: Vec<String>) -> ObjectMetaBuilder { self }
            pub fn finalizers(&mut self, x: Vec<String>) -> ObjectMetaBuilder { self }
            pub fn build(&self) -> k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta { k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta { name: self.name, namespace: self.namespace } }
            pub fn build_or_default(&self) -> k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta { self.build() }
        }
    }
}

pub mod cluster_resources {
    use kube::api::{Api, ListParams, Patch, PatchParams, DeleteParams};
    use crate::client::Client;
    pub enum ClusterResourceApplyStrategy { Default, ReconciliationPaused, ClusterStopped, NoApply }
    pub struct ClusterResources { kinds: K }
    #[by_scope] fn api_of<T>(namespace: &str) -> Api<T>;
    impl ClusterResources {
        pub fn new(app_name: &str, operator_name: &str, controller_name: &str, cluster: &ObjectReference, strategy: ClusterResourceApplyStrategy) -> Result<ClusterResources>;
        pub fn add<T>(&mut self, client: &Client, resource: T) -> Result<T> {
            let api = api_of::<T>(resource.namespace());
            api.patch(resource.name_any(), &PatchParams::default(), &Patch::Apply(resource));
            api.get(resource.name_any());
            // delete_orphaned_resources lists and deletes each added kind; it ignores a 403 for the other kinds.
            api.list(&ListParams::default());
            api.delete(unknown(), &DeleteParams::default());
            Ok(resource)
        }
        pub fn delete_orphaned_resources(self, client: &Client) -> Result<()>;
    }
}

pub mod commons {
    pub mod opa {
        use kube::Api;
        use k8s_openapi::api::core::v1::ConfigMap;
        pub enum OpaApiVersion { V1 }
        pub struct OpaConfig { pub config_map_name: String, pub package: Option<String> }
        impl OpaConfig {
            pub fn full_document_url_from_config_map<T>(&self, client: &crate::client::Client, resource: &T, rule: Option<&str>, version: &OpaApiVersion) -> Result<String> {
                Api::<ConfigMap>::namespaced(client, resource.namespace()).get(self.config_map_name);
                unknown()
            }
        }
    }
    pub mod random_secret_creation {
        use kube::api::{Api, DeleteParams, PostParams};
        use k8s_openapi::api::core::v1::Secret;
        pub fn create_random_secret_if_not_exists<R>(name: &str, key: &str, size: usize, owner: &R, client: &crate::client::Client) -> Result<()> {
            let api = Api::<Secret>::namespaced(client, owner.namespace());
            api.get_opt(name); api.create(&PostParams::default(), unknown()); api.delete(name, &DeleteParams::default())
        }
    }
    pub mod rbac {
        use k8s_openapi::api::core::v1::ServiceAccount;
        use k8s_openapi::api::rbac::v1::RoleBinding;
        #[rbac(bind, on = "rbac.authorization.k8s.io/clusterroles", name = role)] fn bind_role(role: &str);
        pub fn build_rbac_resources<T>(resource: &T, product: &str, labels: Labels) -> Result<(ServiceAccount, RoleBinding)> { bind_role(format!("{product}-clusterrole")); unknown() }
    }
}

pub mod utils {
    pub mod signal {
        use kube::Api;
        use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
        pub struct SignalWatcher<T> { t: T }
        impl<T> SignalWatcher<T> { pub fn sigterm() -> Result<SignalWatcher<()>>; pub fn handle(&self) -> (); }
        pub fn crd_established(client: &crate::client::Client, name: &str, timeout: Duration) -> Result<()> { kube::runtime::wait::await_condition(Api::<CustomResourceDefinition>::all(client), name, unknown()) }
    }
}

// crates/stackable-webhook/src/webhooks: each renewed certificate is written into the objects that refer to it, unless that is disabled.
pub mod webhook {
    pub struct WebhookServer; pub struct WebhookServerOptions { pub webhook_namespace: String, pub webhook_service_name: String }
    pub mod webhooks {
        use kube::api::{Api, Patch, PatchParams};
        use k8s_openapi::api::admissionregistration::v1::MutatingWebhookConfiguration;
        use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
        pub trait Webhook {}
        pub struct ConversionWebhookOptions { pub disable_crd_maintenance: bool, pub field_manager: String }
        pub struct ConversionWebhook;
        impl ConversionWebhook {
            pub fn new<H>(crds_and_handlers: Vec<(CustomResourceDefinition, H)>, client: kube::Client, options: ConversionWebhookOptions) -> (ConversionWebhook, Receiver<()>) {
                for (crd, handler) in crds_and_handlers { Api::<CustomResourceDefinition>::all(client).patch(crd.name_any(), &PatchParams::default(), &Patch::Apply(crd)); }
                unknown()
            }
        }
        pub struct MutatingWebhookOptions { pub disable_mwc_maintenance: bool, pub field_manager: String }
        pub struct MutatingWebhook;
        impl MutatingWebhook {
            pub fn new<H, S>(configuration: MutatingWebhookConfiguration, handler: H, state: S, client: kube::Client, options: MutatingWebhookOptions) -> MutatingWebhook {
                Api::<MutatingWebhookConfiguration>::all(client).patch(configuration.name_any(), &PatchParams::default(), &Patch::Apply(configuration));
                handler(state, unknown());
                MutatingWebhook
            }
        }
    }
}

pub mod namespace {
    use kube::Api;
    pub enum WatchNamespace { All, One(String) }
    // Decided at startup: the whole cluster unless one namespace is configured.
    impl WatchNamespace { pub fn get_api<T>(&self, client: &crate::client::Client) -> Api<T> { Api::<T>::all(client) } }
}

pub mod logging {
    pub mod controller {
        use kube::runtime::events::{Event, Recorder};
        pub fn report_controller_reconciled<K, E>(recorder: &Recorder, name: &str, result: &Result<(ObjectRef<K>, Action), E>) -> () { recorder.publish(&Event, unknown()) }
    }
    pub mod k8s_events {
        use kube::runtime::events::{Event, Recorder};
        pub fn publish_controller_error_as_k8s_event<K, E>(recorder: &Recorder, controller: &str, result: &E) -> () { recorder.publish(&Event, unknown()) }
    }
}

pub mod cli {
    use crate::namespace::WatchNamespace;
    pub enum Command<Run = RunArguments> { Crd, Run(Run) }
    pub struct RunArguments { pub watch_namespace: WatchNamespace, pub common: CommonOptions, pub maintenance: MaintenanceOptions, pub operator_environment: OperatorEnvironmentOptions }
    pub struct ProductOperatorRun { pub watch_namespace: WatchNamespace, pub common: CommonOptions, pub product_config: ProductConfigPath, pub telemetry: TelemetryOptions, pub cluster_info_opts: ClusterInfo, pub telemetry_arguments: TelemetryOptions }
    pub struct CommonOptions { pub telemetry: TelemetryOptions, pub cluster_info: ClusterInfo }
    pub struct MaintenanceOptions; pub struct OperatorEnvironmentOptions { pub operator_namespace: String, pub operator_service_name: String }
}

pub mod crd {
    pub mod listener {
        pub mod v1alpha1 {
            #[derive(CustomResource)] #[kube(group = "listeners.stackable.tech", version = "v1alpha1", kind = "Listener", namespaced)] pub struct ListenerSpec { pub class_name: Option<String> }
            #[derive(CustomResource)] #[kube(group = "listeners.stackable.tech", version = "v1alpha1", kind = "ListenerClass")] pub struct ListenerClassSpec;
            #[derive(CustomResource)] #[kube(group = "listeners.stackable.tech", version = "v1alpha1", kind = "PodListeners", plural = "podlisteners", namespaced)] pub struct PodListenersSpec;
        }
    }
    pub mod authentication { pub mod core { pub mod v1alpha1 {
        #[derive(CustomResource)] #[kube(group = "authentication.stackable.tech", version = "v1alpha1", kind = "AuthenticationClass", plural = "authenticationclasses")] pub struct AuthenticationClassSpec;
        pub struct ClientAuthenticationDetails { pub authentication_class_ref: String }
        impl ClientAuthenticationDetails { pub fn resolve_class(&self, client: &crate::client::Client) -> Result<AuthenticationClass> { AuthenticationClass::resolve(client, self.authentication_class_ref) } }
        impl AuthenticationClass { pub fn resolve(client: &crate::client::Client, name: &str) -> Result<AuthenticationClass> { kube::Api::<AuthenticationClass>::all(client).get(name) } }
    } } }
    pub mod s3 { pub mod v1alpha1 {
        #[derive(CustomResource)] #[kube(group = "s3.stackable.tech", version = "v1alpha1", kind = "S3Connection", namespaced)] pub struct ConnectionSpec;
        #[derive(CustomResource)] #[kube(group = "s3.stackable.tech", version = "v1alpha1", kind = "S3Bucket", namespaced)] pub struct BucketSpec;
        pub enum InlineConnectionOrReference { Inline(ConnectionSpec), Reference(String) }
        impl InlineConnectionOrReference { pub fn resolve(self, client: &crate::client::Client, namespace: &str) -> Result<ConnectionSpec> { kube::Api::<S3Connection>::namespaced(client, namespace).get(unknown()); unknown() } }
        pub enum InlineBucketOrReference { Inline(BucketSpec), Reference(String) }
        impl InlineBucketOrReference { pub fn resolve(self, client: &crate::client::Client, namespace: &str) -> Result<ResolvedBucket> { kube::Api::<S3Bucket>::namespaced(client, namespace).get(unknown()); kube::Api::<S3Connection>::namespaced(client, namespace).get(unknown()); unknown() } }
    } }
}
