import Crypto

/// The fingerprints of requests, which tell apart two with the same key: a MAC under a key of the site, after its name.
///
/// With a bare hash, a reader of the table could guess the body of a request as fast as hashes are computed.
struct Fingerprints: Sendable {
    private let keys: [(name: [UInt8], key: SymmetricKey)]

    /// The key of new fingerprints comes first; earlier keys are still recognised.
    init(_ keys: [SymmetricKey]) {
        self.keys = keys.map { key in
            (Array(HMAC<SHA256>.authenticationCode(for: Array("name".utf8), using: key).prefix(8)), key)
        }
    }

    /// The fingerprints of a request whose path and content have this hash.
    ///
    /// The hash itself comes last: rows from before there were keys have it, for the day that they last.
    func of(_ hash: [UInt8]) -> [[UInt8]] {
        keys.map { $0.name + HMAC<SHA256>.authenticationCode(for: hash, using: $0.key) } + [hash]
    }
}
