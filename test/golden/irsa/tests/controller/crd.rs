//! deploy/crd/crd.yaml is what the code says: `just crd` writes it anew.

#[test]
fn the_file_is_up_to_date() {
    let file = include_str!("../../deploy/crd/crd.yaml");
    assert_eq!(file, controller::crd::yaml().unwrap());
}
