import Crypto
import Kernel

/// The keys that wrap the keys of people: the first one wraps, all of them unwrap.
///
/// The key derived from the secret is always the last, so that a site can move from it to `PORTICO_FIELD_KEYS`.
package struct FieldKeys: Sendable {
    private let site: String
    private let keys: [(id: String, ring: SealingKeys)]

    /// `derived` are the keys of the secret and of previous ones.
    init(of site: String, _ given: [FieldKey], derived: [SymmetricKey]) {
        self.site = site
        keys =
            given.map { ($0.id, SealingKeys($0.key)) }
            + derived.map { (FieldKey.derivedID, SealingKeys($0)) }
    }

    /// The first bytes of every key that is wrapped by the first one.
    var header: [UInt8] { keys[0].ring.header }

    func wrap(_ key: SymmetricKey, of account: ID<Account>, version: UInt32) throws -> WrappedKey {
        let (id, ring) = keys[0]
        let wrapped = try ring.seal(key.bytes, at: place(account, version, id))
        return WrappedKey(account: account, version: version, keyID: id, wrapped: wrapped)
    }

    /// Nil when none of the keys wrapped it for this person.
    func unwrap(_ key: WrappedKey) -> SymmetricKey? {
        let place = place(key.account, key.version, key.keyID)
        for (id, ring) in keys where id == key.keyID {
            if let bytes = ring.open(key.wrapped, at: place) { return SymmetricKey(data: bytes) }
        }
        return nil
    }

    func knows(_ use: WrappedKey.Use) -> Bool {
        keys.contains { $0.id == use.keyID && $0.ring.header == use.header }
    }

    private func place(_ account: ID<Account>, _ version: UInt32, _ id: String) -> String {
        "\(site)|\(account)|\(version)|\(id)"
    }
}
