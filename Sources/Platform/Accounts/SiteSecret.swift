import Crypto
import Kernel

/// The master secret of a server, from which a key is derived for each purpose of each product.
package struct SiteSecret: Sendable {
    private let current: SymmetricKey
    private let previous: [SymmetricKey]
    /// Keys given in addition to the secret; the first one encrypts.
    private let fieldKeys: [FieldKey]

    /// `previous` secrets still verify old signatures, and sign nothing new.
    package init(_ current: [UInt8], previous: [[UInt8]] = [], fieldKeys: [FieldKey] = []) throws {
        guard ([current] + previous).allSatisfy({ $0.count >= 32 }) else { throw SecretTooShort() }
        self.current = SymmetricKey(data: current)
        self.previous = previous.map { SymmetricKey(data: $0) }
        self.fieldKeys = fieldKeys
    }

    package init(_ current: String, previous: [String] = [], fieldKeys: [FieldKey] = []) throws {
        try self.init(
            Array(current.utf8),
            previous: previous.map { Array($0.utf8) },
            fieldKeys: fieldKeys
        )
    }

    /// The key for one purpose of one product, to sign with.
    package func key(for purpose: String, of product: String) -> SymmetricKey {
        Self.key(for: purpose, of: product, from: current)
    }

    /// The keys for one purpose of one product, the one to sign with first.
    package func keys(for purpose: String, of product: String) -> [SymmetricKey] {
        ([current] + previous).map { Self.key(for: purpose, of: product, from: $0) }
    }

    /// The keys of the sealed values of one product: those derived from the field keys, then those of the secret.
    package func sealingKeys(of product: String) -> SealingKeys {
        let purpose = "sealing"
        let given = fieldKeys.map { Self.key(for: purpose, of: product, from: $0.key) }
        let all = given + keys(for: purpose, of: product)
        return SealingKeys(all[0], others: Array(all.dropFirst()))
    }

    /// The keys that wrap the keys of people of one product.
    package func fieldKeys(of product: String) -> FieldKeys {
        FieldKeys(of: product, fieldKeys, derived: keys(for: "field-keys", of: product))
    }

    private static func key(
        for purpose: String,
        of product: String,
        from master: SymmetricKey
    ) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master,
            salt: Array("portico".utf8),
            info: Array("\(product)/\(purpose)".utf8),
            outputByteCount: 32
        )
    }
}

extension SiteSecret: CustomStringConvertible {
    package var description: String { "SiteSecret(…)" }
}

package struct SecretTooShort: Error, CustomStringConvertible {
    package var description: String { "the site secret must have at least 32 bytes" }
}
