//! placeholder
use xtask::serve::Server;

#[test]
fn served() {
    let dist = std::env::var("TIEBREAK_DIST").expect("run `cargo xtask test`");
    let server = Server::start(0, move |request| request.file(dist.as_ref())).unwrap();
    assert!(server.origin().starts_with("http://127.0.0.1:"));
}
