//! Prints the CustomResourceDefinitions: `cargo run --bin crdgen > deploy/crd/crd.yaml`.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", controller::machinery::kinds::yaml()?);
    Ok(())
}
