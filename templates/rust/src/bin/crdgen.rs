//! Prints the CustomResourceDefinitions: `just crd` writes them to where they are installed from.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", controller::machinery::kinds::yaml()?);
    Ok(())
}
