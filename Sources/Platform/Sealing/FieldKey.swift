import Crypto
import Kernel

/// A key of `PORTICO_FIELD_KEYS`, kept outside of the database; it wraps the keys of people.
package struct FieldKey: Sendable {
    /// The id of the key that is derived from the secret; never one of the setting's.
    package static let derivedID = "0"

    package let id: String
    let key: SymmetricKey

    /// Reads `id:base64`: up to 32 letters, digits, `-` and `_`, and a key of 32 bytes.
    package init?(_ text: some StringProtocol) {
        guard let colon = text.firstIndex(of: ":"),
            let bytes = Base64.standard.decode(text[text.index(after: colon)...]), bytes.count == 32
        else {
            return nil
        }
        let id = text[..<colon]
        let isName = id.utf8.allSatisfy { Character(UnicodeScalar($0)).isName }
        guard isName, (1...32).contains(id.utf8.count), id != Self.derivedID else { return nil }
        self.id = String(id)
        key = SymmetricKey(data: bytes)
    }
}

extension [FieldKey] {
    /// Whether all ids and all keys are different: replacing a key by itself would change nothing.
    package var areDistinct: Bool {
        Set(map(\.id)).count == count && Set(map(\.key.bytes)).count == count
    }
}

extension Character {
    fileprivate var isName: Bool { isASCII && (isLetter || isNumber || self == "-" || self == "_") }
}
