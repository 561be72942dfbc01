//! The CRD that is installed is what the code says.
use super::installed::{self, CRD};

#[test]
fn the_file_is_up_to_date() {
    let file = installed::crd();
    let code = controller::machinery::kinds::yaml().unwrap();
    let mut lines = file.lines().zip(code.lines()).zip(1..);
    let first = lines.find_map(|((file, code), at)| (file != code).then_some((at, code)));
    let (at, says) = first.unwrap_or((file.lines().count(), "something else at its end"));
    assert!(
        file == code,
        "{CRD} is old: run `just crd`. In line {at} the code says: {}",
        says.trim()
    );
}
