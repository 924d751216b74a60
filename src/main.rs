fn main() {
    println!("{:?}", duckdb::Connection::open_in_memory().is_ok());
}
