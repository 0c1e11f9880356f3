import Crypto

/// The encryption keys of sealed values: the first one encrypts, all of them decrypt.
///
/// A sealed value is a byte for the format (1), the id of the key (4), a nonce (12), the encrypted text and a
/// tag (16), AES-256-GCM. The location of the value, its table, column and row, is authenticated: a value
/// that was moved cannot be decrypted.
package struct SealingKeys: Sendable {
    private static let format: UInt8 = 1
    private static let headerLength = 5

    private let keys: [(header: [UInt8], key: SymmetricKey)]
    /// The first bytes of every value sealed by the first key.
    package let header: [UInt8]

    /// An id is a part of a MAC under the key: it identifies the key without revealing anything about it.
    package init(_ first: SymmetricKey, others: [SymmetricKey] = []) {
        self.init(
            ([first] + others).map { key in
                let id = HMAC<SHA256>.authenticationCode(for: Array("key id".utf8), using: key).prefix(4)
                return ([Self.format] + id, key)
            }
        )
    }

    /// One key, whose id is a number.
    init(_ key: SymmetricKey, numbered number: UInt32) {
        self.init([([Self.format] + withUnsafeBytes(of: number.bigEndian, Array.init), key)])
    }

    private init(_ keys: [(header: [UInt8], key: SymmetricKey)]) {
        self.keys = keys
        header = keys[0].header
    }

    /// Whether it begins like a sealed value; no text does.
    static func isSealed(_ value: [UInt8]) -> Bool { value.first == format }

    package func seal(_ text: some Sequence<UInt8>, at place: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(Array(text), using: keys[0].key, authenticating: Array(place.utf8))
        return header + box.nonce + box.ciphertext + box.tag
    }

    /// Nil when none of the keys sealed a value for this place.
    package func open(_ sealed: [UInt8], at place: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst(Self.headerLength)) else {
            return nil
        }
        for (header, key) in keys where sealed.starts(with: header) {
            if let text = try? AES.GCM.open(box, using: key, authenticating: Array(place.utf8)) {
                return Array(text)
            }
        }
        return nil
    }
}
