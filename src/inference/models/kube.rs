//! kube 0.10..6 (kube-client, kube-core, kube-runtime): the requests that its calls send to the API server.
//
// #[rbac(verb, …)]        one request on the receiver's (or the first Api argument's) kind
//     sub = "status"      on a subresource; sub = param takes the name from an argument
//     name = param        resourceNames, when the argument is constant; name = selector(param): `metadata.name=` in the parameters
//     apply = param       only when this Patch may be Patch::Apply
//     on = "group/plural" on this resource, whatever the receiver
//     at = param          in the namespace of this object (Recorder)
//     since = "0.98"      from this version of kube on
//     kubernetes = "1.35" from this version of Kubernetes on
//     when = "…"          only under a condition that the analysis cannot decide
//     blocks_owner        only where OwnerReferencesPermissionEnforcement runs; unless = none(param): not when that is None
// #[owners_changed]       the object gets other owners
// #[stored]               a store and its writer; #[fills(writer)]: the second argument delivers its objects
// #[at(all | own | namespace = param)]   the namespaces of the returned Api
// #[cluster(param)]       the result belongs to the cluster of this argument, or to that of the address `url`
// #[default_namespace(param)]   the result has the default namespace of these settings or this client, or this text
// #[other_cluster]        the result belongs to another cluster than that of the program
// #[origin(own | configured | name | namespace)]   the origin of the returned text
// #[intrinsic]            computed by src/inference/evaluate/intrinsics.ts
// #[builder(get, subresource)] #[builder(get, sub = "status")]   a request that the program itself sends later
// #[cfg(feature = "before-0.28")]   up to that version of the crate
//
// Sources: kube ac95b199 (4.2), 5.0.0, and 41 published versions from 0.10 to 0.52; docs/rbac.md lists the programs that it was tried on.
// Up to 0.27 a RawApi describes the kind, up to 0.51 a struct Resource does.

pub use api::{Api, CustomResourceExt, Resource, ResourceExt};
pub use client::Client;
pub use config::Config;
#[cfg(feature = "before-0.32")] pub use config::Config as Configuration;
pub use discovery::Discovery;
pub use error::Error;
pub mod core { pub use crate::api::*; pub use crate::api as object; pub use crate::api as dynamic; pub use crate::api as params; pub use crate::api as metadata; pub use crate::api as gvk; pub use crate::api as crd; pub use crate::api as request; pub use crate::discovery; pub use crate::api as subresource; pub use crate::api as watch; pub use crate::api as response; pub use crate::api as error_boundary; }
pub mod prelude { pub use crate::api::*; pub use crate::client::ConfigExt; pub use crate::api::ResourceExt as _; pub use crate::api::CustomResourceExt; }
pub type Result<T, E = Error> = std::result::Result<T, E>;

pub mod error { pub enum Error { Api(ErrorResponse), Other } pub struct ErrorResponse { pub code: u16, pub reason: String } }

pub mod config {
    pub struct Config { pub default_namespace: String, pub default_ns: String }
    #[cfg(feature = "before-0.32")] pub use crate::config::Config as Configuration;
    #[cfg(feature = "before-0.32")] pub struct ConfigOptions { pub context: Option<String>, pub cluster: Option<String>, pub user: Option<String> }
    #[cfg(feature = "before-0.32")] pub fn load_kube_config() -> Result<Config>;
    #[cfg(feature = "before-0.32")] pub fn load_kube_config_with(options: ConfigOptions) -> Result<Config>;
    #[cfg(feature = "before-0.32")] pub fn incluster_config() -> Result<Config>;
    impl Config {
        #[cfg(feature = "before-0.34")] pub fn new_from_cluster_env() -> Result<Config>;
        #[cfg(feature = "before-0.34")] pub fn new_from_kubeconfig(options: &KubeConfigOptions) -> Result<Config>;
        #[cfg(feature = "before-0.32")] #[default_namespace(default_ns)] pub fn with_default_ns(base_path: String, client: reqwest::Client, default_ns: String) -> Config;
        pub fn infer() -> Result<Config>;
        pub fn incluster() -> Result<Config>;
        pub fn incluster_dns() -> Result<Config>;
        pub fn incluster_env() -> Result<Config>;
        pub fn from_cluster_env() -> Result<Config>;
        pub fn from_kubeconfig(options: &KubeConfigOptions) -> Result<Config>;
        #[cluster(kubeconfig)] pub fn from_custom_kubeconfig(kubeconfig: Kubeconfig, options: &KubeConfigOptions) -> Result<Config>;
        #[cluster(kubeconfig)] pub fn try_from(kubeconfig: Kubeconfig) -> Result<Config>;
        #[cluster(url)] pub fn new(url: Uri) -> Config;
    }
    pub struct KubeConfigOptions;
    pub struct Kubeconfig;
    impl Kubeconfig {
        #[other_cluster] pub fn from_yaml(text: &str) -> Result<Kubeconfig>;
        #[other_cluster] pub fn read_from<P>(path: P) -> Result<Kubeconfig>;
    }
}

pub mod client {
    pub use crate::client_scope as scope;
    use crate::api::*;
    use crate::config::Config;
    pub struct Client;
    pub use crate::client::Client as APIClient;
    pub struct Body;
    pub struct ClientBuilder;
    impl ClientBuilder {
        #[cluster(config)] #[default_namespace(config)] pub fn try_from(config: Config) -> Result<ClientBuilder>;
        pub fn with_layer<L>(self, layer: L) -> ClientBuilder;
        #[cluster(self)] #[default_namespace(self)] pub fn build(self) -> Client;
    }
    impl Client {
        #[default_namespace] pub fn try_default() -> Result<Client>;
        #[cluster(config)] #[default_namespace(config)] pub fn try_from(config: Config) -> Result<Client>;
        #[default_namespace(namespace)] pub fn new(service: Service, namespace: String) -> Client;
        #[origin(own)]
        pub fn default_namespace(&self) -> &str;
        #[raw(request)] pub fn request<T>(&self, request: Request<Vec<u8>>) -> Result<T>;
        #[raw(request)] pub fn request_text(&self, request: Request<Vec<u8>>) -> Result<String>;
        #[raw(request)] pub fn request_stream(&self, request: Request<Vec<u8>>) -> Result<Body>;
        #[cfg(feature = "before-0.52")] #[raw(request)] pub fn request_text_stream(&self, request: Request<Vec<u8>>) -> Result<Stream<Result<Bytes>>>;
        #[raw(request)] pub fn request_status<T>(&self, request: Request<Vec<u8>>) -> Result<Either<T, Status>>;
        #[raw(request)] pub fn request_events<T>(&self, request: Request<Vec<u8>>) -> Result<BoxStream<Result<WatchEvent<T>>>>;
        #[raw(request)] pub fn send(&self, request: Request<Body>) -> Result<Response<Body>>;
        #[raw(request)] pub fn connect(&self, request: Request<Vec<u8>>) -> Result<WebSocketStream>;
        pub fn apiserver_version(&self) -> Result<Info>;
        pub fn list_api_groups(&self) -> Result<APIGroupList>;
        pub fn list_core_api_versions(&self) -> Result<APIVersions>;
        pub fn list_api_groups_aggregated(&self) -> Result<APIGroupDiscoveryList>;
        pub fn list_core_api_versions_aggregated(&self) -> Result<APIGroupDiscoveryList>;
        pub fn with_valid_until(self, until: Option<Timestamp>) -> Client { self }
        pub fn list_api_group_resources(&self, version: &str) -> Result<APIResourceList>;
        pub fn list_core_api_resources(&self, version: &str) -> Result<APIResourceList>;
        pub fn get<K>(&self, name: &str, scope: &Scope) -> Result<K> { Api::<K>::scoped(self, scope).get(name) }
        pub fn list<K>(&self, params: &ListParams, scope: &Scope) -> Result<ObjectList<K>> { Api::<K>::scoped(self, scope).list(params) }
        pub fn fetch<K>(&self, reference: &ObjectReference) -> Result<K> { Api::<K>::all(self).get("") }
        #[rbac(get, on = "/nodes/proxy")] pub fn kubelet_node_exec(&self) -> Result<AttachedProcess>;
        #[rbac(get, on = "/nodes/proxy")] pub fn kubelet_node_attach(&self) -> Result<AttachedProcess>;
        #[rbac(get, on = "/nodes/proxy")] pub fn kubelet_node_portforward(&self) -> Result<Portforwarder>;
        #[rbac(get, on = "/nodes/proxy")] pub fn kubelet_node_logs(&self) -> Result<BoxStream<String>>;
    }
    pub trait ConfigExt {}
}

pub mod client_scope {
    pub struct Cluster;
    pub struct Namespace(String);
    impl Namespace { #[origin(argument)] pub fn from(name: &str) -> Namespace; }
}

pub mod api {
    use crate::client::Client;
    pub use crate::error::ErrorResponse;
    pub mod entry { pub use crate::api::{Entry, OccupiedEntry, VacantEntry}; }
    pub struct Api<K> { object: K }
    impl<K> Api<K> {
        #[at(all)] pub fn all(client: Client) -> Api<K>;
        #[at(all)] pub fn all_with(client: Client, dyntype: &ApiResource) -> Api<K>;
        #[at(namespace = ns)] pub fn namespaced(client: Client, ns: &str) -> Api<K>;
        #[at(namespace = ns)] pub fn namespaced_with(client: Client, ns: &str, dyntype: &ApiResource) -> Api<K>;
        // Since 5.0 the kind and the scope are both values, and an Api can change its scope.
        #[at(all)] pub fn dynamic(client: Client, dyntype: &ApiResource, scope: &Scope) -> Api<K>;
        #[at(namespace = ns)] pub fn constrain(self, ns: &str) -> Api<K>;
        #[at(own)] pub fn constrain_default(self) -> Api<K>;
        #[at(all)] pub fn unconstrain(self) -> Api<K>;
        #[at(own)] pub fn default_namespaced(client: Client) -> Api<K>;
        #[at(own)] pub fn default_namespaced_with(client: Client, dyntype: &ApiResource) -> Api<K>;
        #[at(namespace = scope)] fn scoped(client: &Client, scope: &Scope) -> Api<K>;
        #[object] fn object(&self) -> K;
        #[origin(place)] pub fn namespace(&self) -> Option<&str>;
        #[cluster(self)] #[default_namespace(self)] pub fn into_client(self) -> Client;
        #[url] pub fn resource_url(&self) -> &str;
        #[rbac(get, name = name)] pub fn get(&self, name: &str) -> Result<K>;
        #[rbac(get, name = name)] pub fn get_with(&self, name: &str, gp: &GetParams) -> Result<K>;
        #[rbac(get, name = name)] pub fn get_opt(&self, name: &str) -> Result<Option<K>>;
        #[rbac(get, name = name)] pub fn get_metadata(&self, name: &str) -> Result<PartialObjectMeta<K>>;
        #[rbac(get, name = name)] pub fn get_metadata_with(&self, name: &str, gp: &GetParams) -> Result<PartialObjectMeta<K>>;
        #[rbac(get, name = name)] pub fn get_metadata_opt(&self, name: &str) -> Result<Option<PartialObjectMeta<K>>>;
        #[rbac(get, name = name)] pub fn get_metadata_opt_with(&self, name: &str, gp: &GetParams) -> Result<Option<PartialObjectMeta<K>>>;
        #[rbac(list, name = selector(lp))] pub fn list(&self, lp: &ListParams) -> Result<ObjectList<K>>;
        #[rbac(list, name = selector(lp))] pub fn list_metadata(&self, lp: &ListParams) -> Result<ObjectList<PartialObjectMeta<K>>>;
        #[cfg(not(feature = "before-0.29"))] #[rbac(create)] pub fn create(&self, pp: &PostParams, data: &K) -> Result<K>;
        #[cfg(feature = "before-0.29")] #[rbac(create)] pub fn create(&self, pp: &PostParams, data: Vec<u8>) -> Result<K>;
        #[rbac(delete, name = name)] pub fn delete(&self, name: &str, dp: &DeleteParams) -> Result<Either<K, Status>>;
        #[rbac(deletecollection)] pub fn delete_collection(&self, dp: &DeleteParams, lp: &ListParams) -> Result<Either<ObjectList<K>, Status>>;
        #[cfg(feature = "before-0.48")] #[rbac(patch, name = name)] #[rbac(create, name = name, apply = pp)]
        pub fn patch(&self, name: &str, pp: &PatchParams, patch: Vec<u8>) -> Result<K>;
        #[cfg(not(feature = "before-0.48"))] #[rbac(patch, name = name)] #[rbac(create, name = name, apply = patch)]
        pub fn patch<P>(&self, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<K>;
        #[rbac(patch, name = name)] #[rbac(create, name = name, apply = patch)]
        pub fn patch_metadata<P>(&self, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<PartialObjectMeta<K>>;
        #[cfg(not(feature = "before-0.29"))] #[rbac(update, name = name)] pub fn replace(&self, name: &str, pp: &PostParams, data: &K) -> Result<K>;
        #[cfg(feature = "before-0.29")] #[rbac(update, name = name)] pub fn replace(&self, name: &str, pp: &PostParams, data: Vec<u8>) -> Result<K>;
        #[rbac(watch, name = selector(wp))] pub fn watch(&self, wp: &WatchParams, version: &str) -> Result<BoxStream<Result<WatchEvent<K>>>>;
        #[rbac(watch, name = selector(wp))] pub fn watch_metadata(&self, wp: &WatchParams, version: &str) -> Result<BoxStream<Result<WatchEvent<PartialObjectMeta<K>>>>>;
        #[rbac(get, sub = "status", name = name)] pub fn get_status(&self, name: &str) -> Result<K>;
        #[rbac(patch, sub = "status", name = name)] pub fn patch_status<P>(&self, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<K>;
        #[rbac(update, sub = "status", name = name)] pub fn replace_status(&self, name: &str, pp: &PostParams, data: &K) -> Result<K>;
        #[rbac(get, sub = "scale", name = name)] pub fn get_scale(&self, name: &str) -> Result<Scale>;
        #[rbac(patch, sub = "scale", name = name)] pub fn patch_scale<P>(&self, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<Scale>;
        #[rbac(update, sub = "scale", name = name)] pub fn replace_scale(&self, name: &str, pp: &PostParams, data: &Scale) -> Result<Scale>;
        #[rbac(get, sub = subresource, name = name)] pub fn get_subresource(&self, subresource: &str, name: &str) -> Result<K>;
        #[rbac(create, sub = subresource, name = name)] pub fn create_subresource<T>(&self, subresource: &str, name: &str, pp: &PostParams, data: Vec<u8>) -> Result<T>;
        #[rbac(patch, sub = subresource, name = name)] pub fn patch_subresource<P>(&self, subresource: &str, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<K>;
        #[rbac(update, sub = subresource, name = name)] pub fn replace_subresource(&self, subresource: &str, name: &str, pp: &PostParams, data: Vec<u8>) -> Result<K>;
        #[rbac(get, sub = "ephemeralcontainers", name = name)] pub fn get_ephemeral_containers(&self, name: &str) -> Result<K>;
        #[rbac(patch, sub = "ephemeralcontainers", name = name)] pub fn patch_ephemeral_containers<P>(&self, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<K>;
        #[rbac(update, sub = "ephemeralcontainers", name = name)] pub fn replace_ephemeral_containers(&self, name: &str, pp: &PostParams, data: &K) -> Result<K>;
        #[rbac(get, sub = "resize", name = name)] pub fn get_resize(&self, name: &str) -> Result<K>;
        #[rbac(patch, sub = "resize", name = name)] pub fn patch_resize<P>(&self, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<K>;
        #[rbac(update, sub = "resize", name = name)] pub fn replace_resize(&self, name: &str, pp: &PostParams, data: &K) -> Result<K>;
        #[rbac(get, sub = "log", name = name)] pub fn logs(&self, name: &str, lp: &LogParams) -> Result<String>;
        #[cfg(feature = "before-0.30")] #[rbac(get, sub = "log", name = name)] pub fn log(&self, name: &str, lp: &LogParams) -> Result<String>;
        #[rbac(get, sub = "log", name = name)] pub fn log_stream(&self, name: &str, lp: &LogParams) -> Result<Stream<String>>;
        #[rbac(create, sub = "eviction", name = name)] pub fn evict(&self, name: &str, ep: &EvictParams) -> Result<Status>;
        #[rbac(get, sub = "exec", name = name)] #[rbac(create, sub = "exec", name = name, kubernetes = "1.35")]
        pub fn exec<I>(&self, name: &str, command: I, ap: &AttachParams) -> Result<AttachedProcess>;
        #[rbac(get, sub = "attach", name = name)] #[rbac(create, sub = "attach", name = name, kubernetes = "1.35")]
        pub fn attach(&self, name: &str, ap: &AttachParams) -> Result<AttachedProcess>;
        #[rbac(get, sub = "portforward", name = name)] #[rbac(create, sub = "portforward", name = name, kubernetes = "1.35")]
        pub fn portforward(&self, name: &str, ports: &[u16]) -> Result<Portforwarder>;
        #[rbac(get, name = name)] #[entry] pub fn entry(&self, name: &str) -> Result<Entry<K>>;
        #[rbac(patch, name = name)] pub fn restart(&self, name: &str) -> Result<K>;
        #[rbac(patch, name = name)] pub fn cordon(&self, name: &str) -> Result<K>;
        #[rbac(patch, name = name)] pub fn uncordon(&self, name: &str) -> Result<K>;
        #[rbac(create, sub = "token", name = name)] pub fn create_token_request(&self, name: &str, pp: &PostParams, token: &TokenRequest) -> Result<TokenRequest>;
        #[rbac(patch, sub = "approval", name = name)] pub fn patch_approval<P>(&self, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<K>;
        #[rbac(get, sub = "approval", name = name)] pub fn get_approval(&self, name: &str) -> Result<K>;
    }

    pub enum Entry<K> { Occupied(OccupiedEntry<K>), Vacant(VacantEntry<K>) }
    pub struct OccupiedEntry<K> { object: K }
    pub struct VacantEntry<K> { object: K }
    impl<K> Entry<K> {
        #[entry(insert)] pub fn or_insert(self, default: impl FnOnce() -> K) -> OccupiedEntry<K>;
        #[entry(modify)] pub fn and_modify(self, f: impl FnOnce(&mut K)) -> Entry<K>;
    }
    impl<K> OccupiedEntry<K> {
        #[entry(modify)] pub fn and_modify(self, f: impl FnOnce(&mut K)) -> OccupiedEntry<K>;
        #[entry(modify)] pub fn get_mut(&mut self) -> &mut K;
        pub fn get(&self) -> &K;
        pub fn into_object(self) -> K;
        #[entry(commit)] pub fn commit(&mut self, pp: &PostParams) -> Result<()>;
        #[rbac(delete)] pub fn delete(self, dp: &DeleteParams) -> Result<()>;
    }
    impl<K> VacantEntry<K> { #[entry(insert)] pub fn insert(self, object: K) -> OccupiedEntry<K>; }

    pub enum Patch<T> { Json(json_patch::Patch), Merge(T), Apply(T), Strategic(T) }
    pub enum WatchEvent<K> { Added(K), Modified(K), Deleted(K), Bookmark(Bookmark), Error(ErrorResponse) }
    pub struct ObjectList<K> { pub items: Vec<K>, pub metadata: ListMeta, pub types: TypeMeta }
    impl<K> ObjectList<K> { pub fn iter(&self) -> Vec<K> { self.items } pub fn iter_mut(&mut self) -> Vec<K> { self.items } pub fn into_iter(self) -> Vec<K> { self.items } }
    pub struct DeserializeGuard<K>(pub Result<K, InvalidObject>); pub struct InvalidObject { pub error: String }
    pub struct PartialObjectMeta<K> { pub metadata: k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta }
    pub struct DynamicObject { pub metadata: k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta, pub data: serde_json::Value, pub types: Option<TypeMeta> }
    pub struct Object<P, U> { pub metadata: k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta, pub spec: P, pub status: Option<U>, pub types: Option<TypeMeta> }
    pub type ObjectMeta = k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
    pub struct TypeMeta { pub api_version: String, pub kind: String }
    impl DynamicObject {
        #[intrinsic] pub fn new(name: &str, resource: &ApiResource) -> DynamicObject;
        pub fn within(self, ns: &str) -> DynamicObject;
        pub fn data(self, data: Value) -> DynamicObject;
        pub fn try_parse<K>(self) -> Result<K>;
    }
    #[cfg(feature = "before-0.52")] pub use crate::older::*;
    pub struct ListParams; pub struct PostParams; pub struct DeleteParams;
    #[cfg(not(feature = "before-0.48"))] pub struct PatchParams { pub force: bool }
    #[cfg(feature = "before-0.48")] pub struct PatchParams { pub patch_strategy: PatchStrategy, pub force: bool }
    #[cfg(feature = "before-0.48")] pub enum PatchStrategy { Apply, JSON, Merge, Strategic }
    #[cfg(feature = "before-0.48")] impl PatchStrategy { pub fn default() -> PatchStrategy { PatchStrategy::Merge } }
    pub struct GetParams; pub struct WatchParams; pub struct LogParams; pub struct EvictParams; pub struct AttachParams; pub struct Preconditions;
    pub struct AttachedProcess; pub struct Portforwarder; pub struct TokenRequest; pub struct Scale;
    impl ListParams { #[selector] pub fn fields(self, selector: &str) -> ListParams; pub fn labels(self, s: &str) -> ListParams; pub fn limit(self, n: u32) -> ListParams; pub fn timeout(self, n: u32) -> ListParams; pub fn labels_from(self, s: &Selector) -> ListParams; pub fn match_any(self) -> ListParams; pub fn continue_token(self, t: &str) -> ListParams; pub fn default() -> ListParams; }
    impl WatchParams { #[selector] pub fn fields(self, selector: &str) -> WatchParams; pub fn labels(self, s: &str) -> WatchParams; pub fn timeout(self, n: u32) -> WatchParams; pub fn default() -> WatchParams; }
    #[cfg(feature = "before-0.48")] impl PatchParams {
        pub fn default() -> PatchParams { PatchParams { patch_strategy: PatchStrategy::Merge, force: false } }
        pub fn apply(manager: &str) -> PatchParams { PatchParams { patch_strategy: PatchStrategy::Apply, force: false } }
        pub fn default_apply() -> PatchParams { PatchParams { patch_strategy: PatchStrategy::Apply, force: false } }
        pub fn force(self) -> PatchParams { self }
        pub fn dry_run(self) -> PatchParams { self }
    }
    #[cfg(not(feature = "before-0.48"))] impl PatchParams { pub fn apply(manager: &str) -> PatchParams; #[forced] pub fn force(self) -> PatchParams; pub fn dry_run(self) -> PatchParams; pub fn default() -> PatchParams; pub fn validation_strict(self) -> PatchParams; pub fn validation_warn(self) -> PatchParams; pub fn validation_ignore(self) -> PatchParams; }
    impl DeleteParams { pub fn background() -> DeleteParams; pub fn foreground() -> DeleteParams; pub fn orphan() -> DeleteParams; pub fn default() -> DeleteParams; pub fn grace_period(self, s: u32) -> DeleteParams; pub fn preconditions(self, p: Preconditions) -> DeleteParams; }
    impl PostParams { pub fn default() -> PostParams; }

    pub struct ApiResource { pub group: String, pub version: String, pub api_version: String, pub kind: String, pub plural: String }
    impl ApiResource {
        #[intrinsic] pub fn from_gvk(gvk: &GroupVersionKind) -> ApiResource;
        #[intrinsic] pub fn from_gvk_with_plural(gvk: &GroupVersionKind, plural: &str) -> ApiResource;
        #[intrinsic] pub fn erase<K>(dt: &()) -> ApiResource;
    }
    pub struct GroupVersionKind { pub group: String, pub version: String, pub kind: String }
    impl GroupVersionKind { #[intrinsic] pub fn gvk(group: &str, version: &str, kind: &str) -> GroupVersionKind; #[intrinsic] pub fn try_from(types: TypeMeta) -> Result<GroupVersionKind>; }
    pub struct GroupVersion { pub group: String, pub version: String }
    impl GroupVersion {
        pub fn gv(group: &str, version: &str) -> GroupVersion { GroupVersion { group, version } }
        #[intrinsic] pub fn from_str(text: &str) -> Result<GroupVersion>;
        pub fn with_kind(self, kind: &str) -> GroupVersionKind { GroupVersionKind { group: self.group, version: self.version, kind } }
    }
    pub struct GroupVersionResource;

    pub struct Request { pub url_path: String }
    impl Request {
        pub fn new(url_path: &str) -> Request { Request { url_path } }
        #[builder(list)] pub fn list(&self, lp: &ListParams) -> Result<http::Request<Vec<u8>>>;
        #[builder(watch)] pub fn watch(&self, lp: &WatchParams, version: &str) -> Result<http::Request<Vec<u8>>>;
        #[builder(get)] pub fn get(&self, name: &str, gp: &GetParams) -> Result<http::Request<Vec<u8>>>;
        #[builder(create)] pub fn create(&self, pp: &PostParams, data: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
        #[builder(delete)] pub fn delete(&self, name: &str, dp: &DeleteParams) -> Result<http::Request<Vec<u8>>>;
        #[builder(deletecollection)] pub fn delete_collection(&self, dp: &DeleteParams, lp: &ListParams) -> Result<http::Request<Vec<u8>>>;
        #[builder(patch, apply = patch)] pub fn patch<P>(&self, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<http::Request<Vec<u8>>>;
        #[builder(update)] pub fn replace(&self, name: &str, pp: &PostParams, data: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
        #[builder(get, subresource)] pub fn get_subresource(&self, subresource: &str, name: &str) -> Result<http::Request<Vec<u8>>>;
        #[builder(create, subresource)] pub fn create_subresource(&self, subresource: &str, name: &str, pp: &PostParams, data: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
        #[builder(patch, subresource)] pub fn patch_subresource<P>(&self, subresource: &str, name: &str, pp: &PatchParams, patch: &Patch<P>) -> Result<http::Request<Vec<u8>>>;
        #[builder(update, subresource)] pub fn replace_subresource(&self, subresource: &str, name: &str, pp: &PostParams, data: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
    }

    pub trait ResourceExt {
        #[origin(name)] fn name_any(&self) -> String;
        #[origin(name)] fn name_unchecked(&self) -> String;
        #[origin(namespace)] fn namespace(&self) -> Option<String>;
        #[metadata] fn meta(&self) -> &k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
        #[metadata] fn meta_mut(&mut self) -> &mut k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
        fn uid(&self) -> Option<String>;
        fn resource_version(&self) -> Option<String>;
        fn labels(&self) -> &BTreeMap<String, String>;
        fn annotations(&self) -> &BTreeMap<String, String>;
        fn labels_mut(&mut self) -> &mut BTreeMap<String, String>;
        fn annotations_mut(&mut self) -> &mut BTreeMap<String, String>;
        fn finalizers(&self) -> &[String];
        #[reference] fn object_ref(&self, dt: &()) -> k8s_openapi::api::core::v1::ObjectReference;
        #[intrinsic] fn owner_ref(&self, dt: &()) -> Option<OwnerReference>;
        #[intrinsic] fn controller_owner_ref(&self, dt: &()) -> Option<OwnerReference>;
        fn owner_references(&self) -> &[OwnerReference];
        #[owners_changed] fn owner_references_mut(&mut self) -> &mut Vec<OwnerReference>;
    }
    impl<K> ResourceExt for K {}
    pub trait CustomResourceExt {
        #[intrinsic] fn crd() -> k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
        #[intrinsic] fn crd_name() -> &'static str;
        #[intrinsic] fn api_resource() -> ApiResource;
    }
    impl<K> CustomResourceExt for K {}
    #[cfg(not(feature = "before-0.52"))] pub trait Resource {
        #[intrinsic] fn kind(dt: &()) -> String;
        #[intrinsic] fn group(dt: &()) -> String;
        #[intrinsic] fn version(dt: &()) -> String;
        #[intrinsic] fn plural(dt: &()) -> String;
        #[intrinsic] fn api_version(dt: &()) -> String;
        #[intrinsic] fn url_path(dt: &(), namespace: Option<&str>) -> String;
    }
    #[cfg(not(feature = "before-0.52"))] impl<K> Resource for K {}
    pub use crate::client_scope as scope;
}

pub mod discovery {
    use crate::api::*;
    pub struct Discovery; pub struct ApiGroup { group: String } pub struct ApiCapabilities { pub scope: Scope, pub subresources: Vec<(ApiResource, ApiCapabilities)>, pub operations: Vec<String> }
    pub enum Scope { Cluster, Namespaced }
    pub use crate::api::ApiResource;
    impl Discovery { pub fn new(client: Client) -> Discovery; pub fn run(self) -> Result<Discovery>; pub fn run_aggregated(self) -> Result<Discovery>; pub fn filter(self, g: &[&str]) -> Discovery; pub fn exclude(self, g: &[&str]) -> Discovery; pub fn groups(&self) -> Vec<ApiGroup>; pub fn groups_alphabetical(&self) -> Vec<ApiGroup>; pub fn get(&self, group: &str) -> Option<ApiGroup> { ApiGroup { group } } #[intrinsic] pub fn resolve_gvk(&self, gvk: &GroupVersionKind) -> Option<(ApiResource, ApiCapabilities)>; pub fn resolve_typemeta(&self, tm: &TypeMeta) -> Option<(ApiResource, ApiCapabilities)>; pub fn resolve_object(&self, obj: &DynamicObject) -> Option<(ApiResource, ApiCapabilities)>; pub fn has_group(&self, g: &str) -> bool; }
    impl ApiGroup { pub fn recommended_resources(&self) -> Vec<(ApiResource, ApiCapabilities)>; pub fn resources_by_stability(&self) -> Vec<(ApiResource, ApiCapabilities)>; pub fn versioned_resources(&self, v: &str) -> Vec<(ApiResource, ApiCapabilities)>; #[intrinsic] pub fn recommended_kind(&self, k: &str) -> Option<(ApiResource, ApiCapabilities)>; pub fn name(&self) -> &str; }
    pub fn group(client: &Client, group: &str) -> Result<ApiGroup> { ApiGroup { group } }
    pub fn pinned_group(client: &Client, gv: &GroupVersion) -> Result<ApiGroup> { ApiGroup { group: gv.group } }
    #[intrinsic] pub fn pinned_kind(client: &Client, gvk: &GroupVersionKind) -> Result<(ApiResource, ApiCapabilities)>;
}

pub mod runtime {
    #[cfg(feature = "before-0.52")] pub use crate::older::{Informer, Reflector};
    pub use controller::{applier, Controller};
    pub use finalizer::finalizer;
    pub use reflector::reflector;
    pub use watcher::{watcher, metadata_watcher};
    pub use utils::{WatchStreamExt, predicates};
    pub use predicates::Predicate;

    pub mod watcher {
        use crate::api::Api;
        pub struct Config;
        impl Config {
            #[selector] pub fn fields(self, selector: &str) -> Config;
            #[streaming] pub fn streaming_lists(self) -> Config;
            pub fn labels(self, s: &str) -> Config; pub fn labels_from(self, s: &Selector) -> Config; pub fn timeout(self, n: u32) -> Config; pub fn any_semantic(self) -> Config; pub fn default() -> Config; pub fn page_size(self, n: u32) -> Config; pub fn disable_bookmarks(self) -> Config; pub fn list_semantic(self, s: ListSemantic) -> Config; pub fn concurrency(self, n: u16) -> Config; pub fn debounce(self, d: Duration) -> Config;
        }
        pub enum Event<K> { Apply(K), Delete(K), Init, InitApply(K), InitDone, Applied(K), Deleted(K), Restarted(Vec<K>) }
        pub enum Error { WatchFailed, InitialListFailed }
        impl<K> Event<K> { pub fn modify(self, f: impl FnMut(K)) -> Event<K> { f(event_object(self)); self } pub fn into_iter_applied(self) -> Vec<K> { event_object(self) } pub fn into_iter_touched(self) -> Vec<K> { event_object(self) } }
        #[object] fn event_object<K>(event: Event<K>) -> Vec<K>;
        pub struct DefaultBackoff;
        #[rbac(list, name = selector(config), unless = streaming(config))] #[rbac(watch, name = selector(config))]
        pub fn watcher<K>(api: Api<K>, config: Config) -> Stream<Result<Event<K>, Error>>;
        #[rbac(list, name = selector(config), unless = streaming(config))] #[rbac(watch, name = selector(config))]
        pub fn metadata_watcher<K>(api: Api<K>, config: Config) -> Stream<Result<Event<crate::api::PartialObjectMeta<K>>, Error>>;
        #[rbac(list, name = name)] #[rbac(watch, name = name)]
        pub fn watch_object<K>(api: Api<K>, name: &str) -> Stream<Result<Option<K>, Error>>;
    }

    pub mod utils {
        pub mod predicates { pub fn generation<K>(obj: &K) -> Option<u64>; pub fn labels<K>(obj: &K) -> Option<u64>; pub fn annotations<K>(obj: &K) -> Option<u64>; pub fn finalizers<K>(obj: &K) -> Option<u64>; }
        pub trait WatchStreamExt {}
    }
    pub use utils::predicates;

    pub mod reflector {
        pub mod store { pub use super::{Store, Writer, store}; }
        pub struct Store<K> { object: K }
        pub struct Writer<K> { object: K }
        pub struct ObjectRef<K> { pub name: String, pub namespace: Option<String> }
        pub trait Lookup {}
        impl<K> ObjectRef<K> { pub fn new(name: &str) -> ObjectRef<K>; pub fn new_with(name: &str, dt: &()) -> ObjectRef<K>; pub fn from_obj(obj: &K) -> ObjectRef<K>; pub fn from_obj_with(obj: &K, dt: &()) -> ObjectRef<K>; pub fn within(self, ns: &str) -> ObjectRef<K>; pub fn erase(self) -> ObjectRef<K>; }
        impl<K> Store<K> {
            #[object] pub fn state(&self) -> Vec<K>;
            #[object] pub fn get(&self, key: &ObjectRef<K>) -> Option<K>;
            #[object] pub fn find(&self, predicate: impl Fn(&K) -> bool) -> Option<K>;
            pub fn wait_until_ready(&self) -> Result<()>;
            pub fn len(&self) -> usize;
            pub fn is_empty(&self) -> bool;
        }
        impl<K> Writer<K> { pub fn new(dt: ()) -> Writer<K>; pub fn default() -> Writer<K>; #[object] pub fn as_reader(&self) -> Store<K>; #[fills(self)] pub fn apply_watcher_event(&mut self, event: &watcher::Event<K>) -> (); #[object] pub fn subscribe(&self) -> Option<Stream<K>>; pub fn new_shared(buffer: usize, dt: ()) -> Writer<K>; }
        #[stored] pub fn store<K>() -> (Store<K>, Writer<K>);
        #[stored] pub fn store_shared<K>(n: usize) -> (Store<K>, Writer<K>);
        #[fills(writer)] #[through(stream)] pub fn reflector<K>(writer: Writer<K>, stream: Stream<Result<crate::runtime::watcher::Event<K>>>) -> Stream<Result<crate::runtime::watcher::Event<K>>>;
    }

    pub mod controller {
        use crate::api::Api;
        use crate::runtime::watcher::{watcher, Config as WatcherConfig};
        use crate::runtime::reflector::{ObjectRef, Store};
        pub struct Controller<K> { object: K }
        pub struct Action;
        // Up to 0.73; later versions pass the Arc itself.
        pub struct Context<T> { inner: Arc<T> }
        impl<T> Context<T> { pub fn new(state: T) -> Context<T> { Context { inner: state } } pub fn get_ref(&self) -> &T { self.inner } pub fn into_inner(self) -> Arc<T> { self.inner } }
        pub struct Config;
        pub enum Error { ObjectNotFound(ObjectRef), ReconcilerFailed(Error, ObjectRef), QueueError(Error), RunnerError(Error) }
        impl Config { pub fn default() -> Config; pub fn concurrency(self, n: u16) -> Config; pub fn debounce(self, d: Duration) -> Config; }
        impl Action { pub fn requeue(d: Duration) -> Action; pub fn await_change() -> Action; }
        impl<K> Controller<K> {
            pub fn new(api: Api<K>, config: WatcherConfig) -> Controller<K> { watcher(api, config); Controller { object: api.object() } }
            pub fn new_with(api: Api<K>, config: WatcherConfig, dt: ()) -> Controller<K> { watcher(api, config); Controller { object: api.object() } }
            pub fn for_stream(stream: Stream<Result<K>>, reader: Store<K>) -> Controller<K> { Controller { object: item(stream) } }
            pub fn for_stream_with(stream: Stream<Result<K>>, reader: Store<K>, dt: ()) -> Controller<K> { Controller { object: item(stream) } }
            pub fn for_shared_stream(stream: Stream<K>, reader: Store<K>) -> Controller<K> { Controller { object: item(stream) } }
            pub fn for_shared_stream_with(stream: Stream<K>, reader: Store<K>, dt: ()) -> Controller<K> { Controller { object: item(stream) } }
            pub fn owns<C>(self, api: Api<C>, config: WatcherConfig) -> Controller<K> { watcher(api, config); self }
            pub fn owns_with<C>(self, api: Api<C>, dt: (), config: WatcherConfig) -> Controller<K> { watcher(api, config); self }
            pub fn watches<C>(self, api: Api<C>, config: WatcherConfig, mapper: impl Fn(C) -> Vec<ObjectRef<K>>) -> Controller<K> { watcher(api, config); mapper(api.object()); self }
            pub fn watches_with<C>(self, api: Api<C>, dt: (), config: WatcherConfig, mapper: impl Fn(C) -> Vec<ObjectRef<K>>) -> Controller<K> { watcher(api, config); mapper(api.object()); self }
            pub fn owns_stream<C>(self, stream: Stream<Result<C>>) -> Controller<K> { self }
            pub fn owns_stream_with<C>(self, stream: Stream<Result<C>>, dt: ()) -> Controller<K> { self }
            pub fn owns_shared_stream<C>(self, stream: Stream<C>) -> Controller<K> { self }
            pub fn owns_shared_stream_with<C>(self, stream: Stream<C>, dt: ()) -> Controller<K> { self }
            pub fn watches_shared_stream_with<C>(self, stream: Stream<C>, mapper: impl Fn(C) -> Vec<ObjectRef<K>>, dt: ()) -> Controller<K> { mapper(item(stream)); self }
            pub fn watches_stream<C>(self, stream: Stream<Result<C>>, mapper: impl Fn(C) -> Vec<ObjectRef<K>>) -> Controller<K> { mapper(item(stream)); self }
            pub fn watches_stream_with<C>(self, stream: Stream<Result<C>>, mapper: impl Fn(C) -> Vec<ObjectRef<K>>, dt: ()) -> Controller<K> { mapper(item(stream)); self }
            pub fn watches_shared_stream<C>(self, stream: Stream<C>, mapper: impl Fn(C) -> Vec<ObjectRef<K>>) -> Controller<K> { mapper(item(stream)); self }
            pub fn with_config(self, config: Config) -> Controller<K> { self }
            pub fn trigger_backoff(self, backoff: Backoff) -> Controller<K> { self }
            pub fn reconcile_all_on<S>(self, trigger: S) -> Controller<K> { self }
            pub fn reconcile_on<S>(self, trigger: S) -> Controller<K> { self }
            pub fn graceful_shutdown_on<S>(self, trigger: S) -> Controller<K> { self }
            pub fn shutdown_on_signal(self) -> Controller<K> { self }
            #[object] pub fn store(&self) -> Store<K>;
            pub fn run<C>(self, reconciler: impl FnMut(K, C) -> Result<Action>, error_policy: impl Fn(K, E, C) -> Action, context: C) -> Stream<Result<(ObjectRef<K>, Action), Error>> {
                reconciler(self.object, context);
                error_policy(self.object, unknown(), context)
            }
        }
        #[object] fn item<K>(stream: Stream<K>) -> K;
        pub fn applier<K, C, S>(reconciler: impl FnMut(K, C) -> Result<Action>, error_policy: impl Fn(K, E, C) -> Action, context: C, store: Store<K>, queue: S) -> Stream<Result<(ObjectRef<K>, Action), Error>> {
            reconciler(store.get(unknown()), context);
            error_policy(store.get(unknown()), unknown(), context)
        }
    }

    pub mod finalizer {
        use crate::api::Api;
        pub enum Event<K> { Apply(K), Cleanup(K) }
        pub enum Error<E> { ApplyFailed(E), CleanupFailed(E), AddFinalizer(E), RemoveFinalizer(E) }
        pub fn finalizer<K>(api: &Api<K>, name: &str, object: K, reconcile: impl FnOnce(Event<K>) -> Result<Action>) -> Result<Action> {
            patch_finalizers(api);
            reconcile(Event::Apply(object));
            reconcile(Event::Cleanup(object))
        }
        #[rbac(patch)] fn patch_finalizers<K>(api: &Api<K>);
    }

    pub mod events {
        use crate::client::Client;
        pub struct Recorder; pub struct Reporter { pub controller: String, pub instance: Option<String> } pub struct Event; pub enum EventType { Normal, Warning }
        impl Recorder {
            #[through(reference)] #[cluster(client)] pub fn new(client: Client, reporter: Reporter, reference: k8s_openapi::api::core::v1::ObjectReference) -> Recorder;
            #[rbac(create, on = "events.k8s.io/events", at = reference)] #[rbac(patch, on = "events.k8s.io/events", at = reference, since = "0.98")]
            pub fn publish(&self, event: &Event, reference: &k8s_openapi::api::core::v1::ObjectReference) -> Result<()>;
        }
    }

    pub mod wait {
        use crate::api::Api;
        #[rbac(list, name = name)] #[rbac(watch, name = name)]
        pub fn await_condition<K>(api: Api<K>, name: &str, cond: impl Condition<K>) -> Result<Option<K>>;
        pub mod conditions { pub fn is_deleted(uid: &str) -> bool; pub fn is_crd_established() -> bool; pub fn is_pod_running() -> bool; pub fn is_job_completed() -> bool; }
        pub mod delete {
            use crate::api::{Api, DeleteParams};
            #[rbac(delete, name = name)] #[rbac(list, name = name)] #[rbac(watch, name = name)]
            pub fn delete_and_finalize<K>(api: Api<K>, name: &str, dp: &DeleteParams) -> Result<()>;
        }
        pub trait Condition<K> {}
    }
    pub mod scheduler {}
}

// Up to 0.51: a value describes the kind.
#[cfg(feature = "before-0.52")] pub mod older {
    use crate::api::*;
    use crate::client::Client;

    // From 0.27 on an Informer only watches, starting at version "0"; a Reflector also lists.
    pub struct Informer<K> { object: K }
    impl<K> Informer<K> {
        #[cfg(feature = "before-0.27")] #[rbac(list)] #[rbac(watch)] #[through(api)] pub fn new(api: Api<K>) -> Informer<K>;
        #[cfg(all(not(feature = "before-0.27"), feature = "before-0.28"))] #[rbac(watch)] #[through(api)] pub fn new(api: Api<K>) -> Informer<K>;
        #[cfg(feature = "before-0.28")] pub fn raw(client: Client, resource: RawApi) -> Informer<K> { Informer::new(Api::described(client, resource.namespace, resource)) }
        #[cfg(all(not(feature = "before-0.28"), feature = "before-0.32"))] pub fn new(client: Client, lp: ListParams, resource: Resource) -> Informer<K> { watched(Api::described(client, resource.namespace, resource)) }
        #[cfg(not(feature = "before-0.32"))] #[rbac(watch)] #[through(api)] pub fn new(api: Api<K>) -> Informer<K>;
        pub fn init(self) -> Result<Informer<K>> { self }
        pub fn init_from(self, version: String) -> Informer<K> { self }
        pub fn set_version(self, version: String) -> Informer<K> { self }
        pub fn params(self, lp: ListParams) -> Informer<K> { self }
        pub fn timeout(self, seconds: u32) -> Informer<K> { self }
        pub fn fields(self, selector: &str) -> Informer<K> { self }
        pub fn labels(self, selector: &str) -> Informer<K> { self }
        pub fn include_uninitialized(self) -> Informer<K> { self }
        pub fn reset(&self) -> Result<()>;
        pub fn version(&self) -> String;
        #[object] pub fn pop(&self) -> Option<WatchEvent<K>>;
        #[object] pub fn poll(&self) -> Result<Stream<Result<WatchEvent<K>>>>;
    }
    #[rbac(watch)] #[through(api)] fn watched<K>(api: Api<K>) -> Informer<K>;
    pub struct Reflector<K> { object: K }
    impl<K> Reflector<K> {
        #[cfg(feature = "before-0.28")] #[rbac(list)] #[rbac(watch)] #[through(api)] pub fn new(api: Api<K>) -> Reflector<K>;
        #[cfg(feature = "before-0.28")] pub fn raw(client: Client, resource: RawApi) -> Reflector<K> { Reflector::new(Api::described(client, resource.namespace, resource)) }
        #[cfg(all(not(feature = "before-0.28"), feature = "before-0.32"))] pub fn new(client: Client, lp: ListParams, resource: Resource) -> Reflector<K> { reflected(Api::described(client, resource.namespace, resource)) }
        #[cfg(not(feature = "before-0.32"))] #[rbac(list)] #[rbac(watch)] #[through(api)] pub fn new(api: Api<K>) -> Reflector<K>;
        pub fn init(self) -> Result<Reflector<K>> { self }
        pub fn params(self, lp: ListParams) -> Reflector<K> { self }
        pub fn timeout(self, seconds: u32) -> Reflector<K> { self }
        pub fn fields(self, selector: &str) -> Reflector<K> { self }
        pub fn labels(self, selector: &str) -> Reflector<K> { self }
        pub fn include_uninitialized(self) -> Reflector<K> { self }
        pub fn poll(&self) -> Result<()>;
        pub fn run(self) -> Result<()>;
        pub fn reset(&self) -> Result<()>;
        #[object] pub fn state(&self) -> Result<Vec<K>>;
        #[cfg(feature = "before-0.14")] #[object] pub fn read(&self) -> Result<BTreeMap<String, K>>;
        #[cfg(not(feature = "before-0.14"))] #[object] pub fn read(&self) -> Result<Vec<K>>;
        #[object] pub fn get(&self, name: &str) -> Result<Option<K>>;
        #[object] pub fn get_within(&self, name: &str, ns: &str) -> Result<Option<K>>;
    }
    #[rbac(list)] #[rbac(watch)] #[through(api)] fn reflected<K>(api: Api<K>) -> Reflector<K>;

    impl<K> Api<K> {
        #[at(namespace = ns)] fn described(client: Client, ns: &str, dyntype: &Resource) -> Api<K>;
        #[at(same)] fn redescribed(self, dyntype: &Resource) -> Api<K>;
    }
    pub trait Meta {
        #[metadata] fn meta(&self) -> &ObjectMeta;
        #[origin(name)] fn name(&self) -> String;
        #[origin(namespace)] fn namespace(&self) -> Option<String>;
        fn resource_ver(&self) -> Option<String>;
    }
    impl<K> Meta for K {}

    // The requests that a RawApi builds, and later a Resource.
    pub trait Requests {
        #[builder(list)] fn list(&self, lp: &ListParams) -> Result<http::Request<Vec<u8>>>;
        #[builder(watch)] fn watch(&self, lp: &ListParams, version: &str) -> Result<http::Request<Vec<u8>>>;
        #[builder(get)] fn get(&self, name: &str) -> Result<http::Request<Vec<u8>>>;
        #[builder(create)] fn create(&self, pp: &PostParams, data: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
        #[builder(delete)] fn delete(&self, name: &str, dp: &DeleteParams) -> Result<http::Request<Vec<u8>>>;
        #[builder(deletecollection)] fn delete_collection(&self, lp: &ListParams) -> Result<http::Request<Vec<u8>>>;
        #[builder(patch, apply = pp)] fn patch(&self, name: &str, pp: &PatchParams, patch: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
        #[builder(update)] fn replace(&self, name: &str, pp: &PostParams, data: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
        #[builder(get, sub = "scale")] fn get_scale(&self, name: &str) -> Result<http::Request<Vec<u8>>>;
        #[builder(patch, sub = "scale")] fn patch_scale(&self, name: &str, pp: &PatchParams, patch: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
        #[builder(update, sub = "scale")] fn replace_scale(&self, name: &str, pp: &PostParams, data: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
        #[builder(get, sub = "status")] fn get_status(&self, name: &str) -> Result<http::Request<Vec<u8>>>;
        #[builder(patch, sub = "status")] fn patch_status(&self, name: &str, pp: &PatchParams, patch: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
        #[builder(update, sub = "status")] fn replace_status(&self, name: &str, pp: &PostParams, data: Vec<u8>) -> Result<http::Request<Vec<u8>>>;
    }

    // From 0.28 to 0.51.
    #[cfg(not(feature = "before-0.28"))] pub struct Resource { pub api_version: String, pub group: String, pub kind: String, pub version: String, pub namespace: Option<String> }
    #[cfg(not(feature = "before-0.28"))] impl Requests for Resource {}
    #[cfg(not(feature = "before-0.28"))] impl Resource {
        #[intrinsic] fn erase<K>(dt: &()) -> Resource;
        pub fn all<K>() -> Resource { Resource::erase::<K>(&()) }
        pub fn namespaced<K>(ns: &str) -> Resource { let kind = Resource::erase::<K>(&()); Resource { api_version: kind.api_version, group: kind.group, kind: kind.kind, version: kind.version, namespace: ns } }
        pub fn dynamic(kind: &str) -> DynamicResource { DynamicResource { kind, group: "", version: "", namespace: None } }
        #[builder(get, sub = "log")] pub fn logs(&self, name: &str, lp: &LogParams) -> Result<http::Request<Vec<u8>>>;
    }
    // `CustomResource::kind("Foo")` up to 0.34, `Resource::dynamic("Foo")` from 0.35 on.
    #[cfg(not(feature = "before-0.28"))] pub struct CustomResource;
    #[cfg(not(feature = "before-0.28"))] pub use crate::older::DynamicResource as CrBuilder;
    #[cfg(not(feature = "before-0.28"))] impl CustomResource { pub fn kind(kind: &str) -> DynamicResource { DynamicResource { kind, group: "", version: "", namespace: None } } }
    #[cfg(not(feature = "before-0.28"))] pub struct DynamicResource { kind: String, version: String, group: String, namespace: Option<String> }
    #[cfg(not(feature = "before-0.28"))] impl DynamicResource {
        pub fn new(kind: &str) -> DynamicResource { DynamicResource { kind, group: "", version: "", namespace: None } }
        pub fn group(self, group: &str) -> DynamicResource { DynamicResource { kind: self.kind, version: self.version, group, namespace: self.namespace } }
        pub fn version(self, version: &str) -> DynamicResource { DynamicResource { kind: self.kind, version, group: self.group, namespace: self.namespace } }
        pub fn within(self, ns: &str) -> DynamicResource { DynamicResource { kind: self.kind, version: self.version, group: self.group, namespace: ns } }
        pub fn build(self) -> DynamicResource { self }
        pub fn into(self) -> Resource { self.into_resource() }
        pub fn into_resource(self) -> Resource { Resource { api_version: self.version, group: self.group, kind: self.kind, version: self.version, namespace: self.namespace } }
        pub fn into_api<K>(self, client: Client) -> Api<K> { Api::described(client, self.namespace, self.into_resource()) }
        pub fn try_into_resource(self) -> Result<Resource> { self.into_resource() }
        pub fn try_into_api<K>(self, client: Client) -> Result<Api<K>> { self.into_api(client) }
    }

    // From 0.10 to 0.27.
    #[cfg(feature = "before-0.28")] pub struct Void;
    #[cfg(feature = "before-0.28")] pub use crate::older::Void as NotUsed;
    #[cfg(feature = "before-0.28")] pub trait KubeObject { #[metadata] fn meta(&self) -> &ObjectMeta; }
    #[cfg(feature = "before-0.28")] impl<P, U> KubeObject for Object<P, U> {}
    #[cfg(feature = "before-0.28")] pub struct RawApi { pub resource: String, pub group: String, pub namespace: Option<String>, pub version: String, pub prefix: String }
    #[cfg(feature = "before-0.28")] pub use crate::older::RawApi as Resource;
    #[cfg(feature = "before-0.28")] impl<K> Api<K> {
        pub fn customResource(client: Client, name: &str) -> Api<K> { Api::described(client, None, RawApi::customResource(name)) }
        #[at(namespace = ns)] pub fn within(self, ns: &str) -> Api<K>;
        pub fn group(self, group: &str) -> Api<K> { self.redescribed(self.resource.group(group)) }
        pub fn version(self, version: &str) -> Api<K> { self }
    }
    #[cfg(feature = "before-0.28")] impl Requests for RawApi {}
    #[cfg(feature = "before-0.28")] impl RawApi {
        fn named(group: &str, resource: &str) -> RawApi { RawApi { resource, group, namespace: None, version: "v1", prefix: "apis" } }
        pub fn default() -> RawApi { RawApi::named("", "pods") }
        pub fn customResource(name: &str) -> RawApi { RawApi::named("", name) }
        pub fn within(self, ns: &str) -> RawApi { RawApi { resource: self.resource, group: self.group, namespace: ns, version: self.version, prefix: self.prefix } }
        pub fn group(self, group: &str) -> RawApi { RawApi { resource: self.resource, group, namespace: self.namespace, version: self.version, prefix: self.prefix } }
        pub fn version(self, version: &str) -> RawApi { RawApi { resource: self.resource, group: self.group, namespace: self.namespace, version, prefix: self.prefix } }
        #[builder(get, sub = "log")] pub fn log(&self, name: &str, lp: &LogParams) -> Result<http::Request<Vec<u8>>>;
        pub fn v1Deployment() -> RawApi { RawApi::named("apps", "deployments") }
        pub fn v1DaemonSet() -> RawApi { RawApi::named("apps", "daemonsets") }
        pub fn v1ReplicaSet() -> RawApi { RawApi::named("apps", "replicasets") }
        pub fn v1StatefulSet() -> RawApi { RawApi::named("apps", "statefulsets") }
        pub fn v1SelfSubjectRulesReview() -> RawApi { RawApi::named("authorization.k8s.io", "selfsubjectrulesreviews") }
        pub fn v1HorizontalPodAutoscaler() -> RawApi { RawApi::named("autoscaling", "horizontalpodautoscalers") }
        pub fn v1beta1ValidatingWebhookConfiguration() -> RawApi { RawApi::named("admissionregistration.k8s.io", "validatingwebhookconfigurations") }
        pub fn v1Pod() -> RawApi { RawApi::named("", "pods") }
        pub fn v1Node() -> RawApi { RawApi::named("", "nodes") }
        pub fn v1Service() -> RawApi { RawApi::named("", "services") }
        pub fn v1Namespace() -> RawApi { RawApi::named("", "namespaces") }
        pub fn v1PersistentVolume() -> RawApi { RawApi::named("", "persistentvolumes") }
        pub fn v1ResourceQuota() -> RawApi { RawApi::named("", "resourcequotas") }
        pub fn v1PersistentVolumeClaim() -> RawApi { RawApi::named("", "persistentvolumeclaims") }
        pub fn v1ReplicationController() -> RawApi { RawApi::named("", "replicationcontrollers") }
        pub fn v1Secret() -> RawApi { RawApi::named("", "secrets") }
        pub fn v1Event() -> RawApi { RawApi::named("", "events") }
        pub fn v1ConfigMap() -> RawApi { RawApi::named("", "configmaps") }
        pub fn v1ServiceAccount() -> RawApi { RawApi::named("", "serviceaccounts") }
        pub fn v1Endpoint() -> RawApi { RawApi::named("", "endpoints") }
        pub fn v1Endpoints() -> RawApi { RawApi::named("", "endpoints") }
        pub fn v1beta1CronJob() -> RawApi { RawApi::named("batch", "cronjobs") }
        pub fn v1Job() -> RawApi { RawApi::named("batch", "jobs") }
        pub fn v1beta1Ingress() -> RawApi { RawApi::named("extensions", "ingresses") }
        pub fn v1beta1CustomResourceDefinition() -> RawApi { RawApi::named("apiextensions.k8s.io", "customresourcedefinitions") }
        pub fn v1CustomResourceDefinition() -> RawApi { RawApi::named("apiextensions.k8s.io", "customresourcedefinitions") }
        pub fn v1Role() -> RawApi { RawApi::named("rbac.authorization.k8s.io", "roles") }
        pub fn v1ClusterRole() -> RawApi { RawApi::named("rbac.authorization.k8s.io", "clusterroles") }
        pub fn v1RoleBinding() -> RawApi { RawApi::named("rbac.authorization.k8s.io", "rolebindings") }
        pub fn v1VolumeAttachment() -> RawApi { RawApi::named("storage.k8s.io", "volumeattachments") }
        pub fn v1NetworkPolicy() -> RawApi { RawApi::named("networking.k8s.io", "networkpolicies") }
        pub fn v1Statefulset() -> RawApi { RawApi::named("apps", "statefulsets") }
    }
    #[cfg(feature = "before-0.28")] pub struct v1ClusterRole { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1ClusterRole {}
    #[cfg(feature = "before-0.28")] pub struct v1ConfigMap { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1ConfigMap {}
    #[cfg(feature = "before-0.28")] pub struct v1Endpoint { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1Endpoint {}
    #[cfg(feature = "before-0.28")] pub struct v1Endpoints { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1Endpoints {}
    #[cfg(feature = "before-0.28")] pub struct v1Event { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1Event {}
    #[cfg(feature = "before-0.28")] pub struct v1Role { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1Role {}
    #[cfg(feature = "before-0.28")] pub struct v1RoleBinding { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1RoleBinding {}
    #[cfg(feature = "before-0.28")] pub struct v1Secret { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1Secret {}
    #[cfg(feature = "before-0.28")] pub struct v1ServiceAccount { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1ServiceAccount {}
    #[cfg(feature = "before-0.28")] pub struct v1beta1ValidatingWebhookConfiguration { pub metadata: ObjectMeta }
    #[cfg(feature = "before-0.28")] impl KubeObject for v1beta1ValidatingWebhookConfiguration {}
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::apps::v1::DeploymentSpec, k8s_openapi::api::apps::v1::DeploymentStatus>> { pub fn v1Deployment(client: Client) -> Api<Object<k8s_openapi::api::apps::v1::DeploymentSpec, k8s_openapi::api::apps::v1::DeploymentStatus>> { Api::described(client, None, RawApi::v1Deployment()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::apps::v1::DaemonSetSpec, k8s_openapi::api::apps::v1::DaemonSetStatus>> { pub fn v1DaemonSet(client: Client) -> Api<Object<k8s_openapi::api::apps::v1::DaemonSetSpec, k8s_openapi::api::apps::v1::DaemonSetStatus>> { Api::described(client, None, RawApi::v1DaemonSet()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::apps::v1::ReplicaSetSpec, k8s_openapi::api::apps::v1::ReplicaSetStatus>> { pub fn v1ReplicaSet(client: Client) -> Api<Object<k8s_openapi::api::apps::v1::ReplicaSetSpec, k8s_openapi::api::apps::v1::ReplicaSetStatus>> { Api::described(client, None, RawApi::v1ReplicaSet()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::apps::v1::StatefulSetSpec, k8s_openapi::api::apps::v1::StatefulSetStatus>> { pub fn v1StatefulSet(client: Client) -> Api<Object<k8s_openapi::api::apps::v1::StatefulSetSpec, k8s_openapi::api::apps::v1::StatefulSetStatus>> { Api::described(client, None, RawApi::v1StatefulSet()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::authorization::v1::SelfSubjectRulesReviewSpec, k8s_openapi::api::authorization::v1::SubjectRulesReviewStatus>> { pub fn v1SelfSubjectRulesReview(client: Client) -> Api<Object<k8s_openapi::api::authorization::v1::SelfSubjectRulesReviewSpec, k8s_openapi::api::authorization::v1::SubjectRulesReviewStatus>> { Api::described(client, None, RawApi::v1SelfSubjectRulesReview()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::autoscaling::v1::HorizontalPodAutoscalerSpec, k8s_openapi::api::autoscaling::v1::HorizontalPodAutoscalerStatus>> { pub fn v1HorizontalPodAutoscaler(client: Client) -> Api<Object<k8s_openapi::api::autoscaling::v1::HorizontalPodAutoscalerSpec, k8s_openapi::api::autoscaling::v1::HorizontalPodAutoscalerStatus>> { Api::described(client, None, RawApi::v1HorizontalPodAutoscaler()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1beta1ValidatingWebhookConfiguration> { pub fn v1beta1ValidatingWebhookConfiguration(client: Client) -> Api<v1beta1ValidatingWebhookConfiguration> { Api::described(client, None, RawApi::v1beta1ValidatingWebhookConfiguration()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::core::v1::PodSpec, k8s_openapi::api::core::v1::PodStatus>> { pub fn v1Pod(client: Client) -> Api<Object<k8s_openapi::api::core::v1::PodSpec, k8s_openapi::api::core::v1::PodStatus>> { Api::described(client, None, RawApi::v1Pod()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::core::v1::NodeSpec, k8s_openapi::api::core::v1::NodeStatus>> { pub fn v1Node(client: Client) -> Api<Object<k8s_openapi::api::core::v1::NodeSpec, k8s_openapi::api::core::v1::NodeStatus>> { Api::described(client, None, RawApi::v1Node()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::core::v1::ServiceSpec, k8s_openapi::api::core::v1::ServiceStatus>> { pub fn v1Service(client: Client) -> Api<Object<k8s_openapi::api::core::v1::ServiceSpec, k8s_openapi::api::core::v1::ServiceStatus>> { Api::described(client, None, RawApi::v1Service()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::core::v1::NamespaceSpec, k8s_openapi::api::core::v1::NamespaceStatus>> { pub fn v1Namespace(client: Client) -> Api<Object<k8s_openapi::api::core::v1::NamespaceSpec, k8s_openapi::api::core::v1::NamespaceStatus>> { Api::described(client, None, RawApi::v1Namespace()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::core::v1::PersistentVolumeSpec, k8s_openapi::api::core::v1::PersistentVolumeStatus>> { pub fn v1PersistentVolume(client: Client) -> Api<Object<k8s_openapi::api::core::v1::PersistentVolumeSpec, k8s_openapi::api::core::v1::PersistentVolumeStatus>> { Api::described(client, None, RawApi::v1PersistentVolume()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::core::v1::ResourceQuotaSpec, k8s_openapi::api::core::v1::ResourceQuotaStatus>> { pub fn v1ResourceQuota(client: Client) -> Api<Object<k8s_openapi::api::core::v1::ResourceQuotaSpec, k8s_openapi::api::core::v1::ResourceQuotaStatus>> { Api::described(client, None, RawApi::v1ResourceQuota()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::core::v1::PersistentVolumeClaimSpec, k8s_openapi::api::core::v1::PersistentVolumeClaimStatus>> { pub fn v1PersistentVolumeClaim(client: Client) -> Api<Object<k8s_openapi::api::core::v1::PersistentVolumeClaimSpec, k8s_openapi::api::core::v1::PersistentVolumeClaimStatus>> { Api::described(client, None, RawApi::v1PersistentVolumeClaim()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::core::v1::ReplicationControllerSpec, k8s_openapi::api::core::v1::ReplicationControllerStatus>> { pub fn v1ReplicationController(client: Client) -> Api<Object<k8s_openapi::api::core::v1::ReplicationControllerSpec, k8s_openapi::api::core::v1::ReplicationControllerStatus>> { Api::described(client, None, RawApi::v1ReplicationController()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1Secret> { pub fn v1Secret(client: Client) -> Api<v1Secret> { Api::described(client, None, RawApi::v1Secret()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1Event> { pub fn v1Event(client: Client) -> Api<v1Event> { Api::described(client, None, RawApi::v1Event()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1ConfigMap> { pub fn v1ConfigMap(client: Client) -> Api<v1ConfigMap> { Api::described(client, None, RawApi::v1ConfigMap()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1ServiceAccount> { pub fn v1ServiceAccount(client: Client) -> Api<v1ServiceAccount> { Api::described(client, None, RawApi::v1ServiceAccount()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1Endpoint> { pub fn v1Endpoint(client: Client) -> Api<v1Endpoint> { Api::described(client, None, RawApi::v1Endpoint()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1Endpoints> { pub fn v1Endpoints(client: Client) -> Api<v1Endpoints> { Api::described(client, None, RawApi::v1Endpoints()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::batch::v1beta1::CronJobSpec, k8s_openapi::api::batch::v1beta1::CronJobStatus>> { pub fn v1beta1CronJob(client: Client) -> Api<Object<k8s_openapi::api::batch::v1beta1::CronJobSpec, k8s_openapi::api::batch::v1beta1::CronJobStatus>> { Api::described(client, None, RawApi::v1beta1CronJob()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::batch::v1::JobSpec, k8s_openapi::api::batch::v1::JobStatus>> { pub fn v1Job(client: Client) -> Api<Object<k8s_openapi::api::batch::v1::JobSpec, k8s_openapi::api::batch::v1::JobStatus>> { Api::described(client, None, RawApi::v1Job()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::extensions::v1beta1::IngressSpec, k8s_openapi::api::extensions::v1beta1::IngressStatus>> { pub fn v1beta1Ingress(client: Client) -> Api<Object<k8s_openapi::api::extensions::v1beta1::IngressSpec, k8s_openapi::api::extensions::v1beta1::IngressStatus>> { Api::described(client, None, RawApi::v1beta1Ingress()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1beta1::CustomResourceDefinitionSpec, k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1beta1::CustomResourceDefinitionStatus>> { pub fn v1beta1CustomResourceDefinition(client: Client) -> Api<Object<k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1beta1::CustomResourceDefinitionSpec, k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1beta1::CustomResourceDefinitionStatus>> { Api::described(client, None, RawApi::v1beta1CustomResourceDefinition()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinitionSpec, k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinitionStatus>> { pub fn v1CustomResourceDefinition(client: Client) -> Api<Object<k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinitionSpec, k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinitionStatus>> { Api::described(client, None, RawApi::v1CustomResourceDefinition()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1Role> { pub fn v1Role(client: Client) -> Api<v1Role> { Api::described(client, None, RawApi::v1Role()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1ClusterRole> { pub fn v1ClusterRole(client: Client) -> Api<v1ClusterRole> { Api::described(client, None, RawApi::v1ClusterRole()) } }
    #[cfg(feature = "before-0.28")] impl Api<v1RoleBinding> { pub fn v1RoleBinding(client: Client) -> Api<v1RoleBinding> { Api::described(client, None, RawApi::v1RoleBinding()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::storage::v1::VolumeAttachmentSpec, k8s_openapi::api::storage::v1::VolumeAttachmentStatus>> { pub fn v1VolumeAttachment(client: Client) -> Api<Object<k8s_openapi::api::storage::v1::VolumeAttachmentSpec, k8s_openapi::api::storage::v1::VolumeAttachmentStatus>> { Api::described(client, None, RawApi::v1VolumeAttachment()) } }
    #[cfg(feature = "before-0.28")] impl Api<Object<k8s_openapi::api::networking::v1::NetworkPolicySpec, Void>> { pub fn v1NetworkPolicy(client: Client) -> Api<Object<k8s_openapi::api::networking::v1::NetworkPolicySpec, Void>> { Api::described(client, None, RawApi::v1NetworkPolicy()) } }
}
