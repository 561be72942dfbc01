//! operator-framework 0.7..0.8 (ctron/operator-framework 8366506c): process.rs, install/delete.rs.

pub mod process {
    use kube::api::{Api, PostParams};
    pub enum Outcome<T> { Created(T), Updated(T), Unchanged(T) }
    impl<T> Outcome<T> { pub fn resource(self) -> T; }
    pub fn create_or_update<T>(api: &Api<T>, namespace: Option<String>, name: &str, mutator: impl FnOnce(T) -> Result<T>) -> Result<Outcome<T>> {
        let object = api.get(name).unwrap();
        mutator(object);
        api.create(&PostParams::default(), object);
        api.replace(name, &PostParams::default(), object);
        Ok(Outcome::Updated(object))
    }
    pub fn create_or_update_by<T>(api: &Api<T>, namespace: Option<String>, name: &str, creator: impl FnOnce(ObjectMeta) -> T, eq: impl FnOnce(&T, &T) -> bool, mutator: impl FnOnce(T) -> Result<T>) -> Result<Outcome<T>> {
        creator(unknown());
        create_or_update(api, namespace, name, mutator)
    }
}

pub mod install {
    pub use delete::Delete;
    pub mod delete {
        use kube::api::{Api, DeleteParams};
        pub trait Delete<R> {
            fn delete_optionally(&self, name: &str, params: &DeleteParams) -> Result<bool>;
            fn delete_conditionally(&self, name: &str, condition: impl FnOnce(&R) -> Result<bool>) -> Result<bool>;
        }
        impl<K> Delete<K> for Api<K> {
            fn delete_optionally(&self, name: &str, params: &DeleteParams) -> Result<bool> { self.delete(name, params) }
            fn delete_conditionally(&self, name: &str, condition: impl FnOnce(&K) -> Result<bool>) -> Result<bool> {
                let object = self.get(name).unwrap();
                condition(object);
                self.delete(name, &DeleteParams::default())
            }
        }
    }
}
