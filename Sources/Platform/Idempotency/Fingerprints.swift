import Crypto

/// What is kept of requests, to tell one from another with the same key: a MAC under a key of the site, behind the key's name.
///
/// A bare hash of a body would let whoever reads the table try what the body held, as fast as hashes are made.
struct Fingerprints: Sendable {
    private let keys: [(name: [UInt8], key: SymmetricKey)]

    /// The key to keep with first; those before it still tell.
    init(_ keys: [SymmetricKey]) {
        self.keys = keys.map { key in
            (Array(HMAC<SHA256>.authenticationCode(for: Array("name".utf8), using: key).prefix(8)), key)
        }
    }

    /// Of a request whose path and content have this hash.
    ///
    /// The hash itself is what was kept until there were keys, for the day that such rows last.
    func of(_ hash: [UInt8]) -> [[UInt8]] {
        keys.map { $0.name + HMAC<SHA256>.authenticationCode(for: hash, using: $0.key) } + [hash]
    }
}
