import Crypto
import Foundation
import Kernel

/// Common passwords: about 100,000 words of public lists, in a filter that `scripts/common-passwords` makes.
///
/// The filter takes one in a million unlisted passwords for listed.
enum CommonPasswords {
    /// Whether the password is on a list, in any of its forms.
    ///
    /// As typed, without accents, without the shift key, with letters for digits, and each without the digits and
    /// signs around it.
    static func contains(_ password: String) -> Bool {
        forms(of: password).contains { isListed($0) || isListed(stem(of: $0)) }
    }

    private static func forms(of password: String) -> Set<String> {
        let plain = String(
            String.UnicodeScalarView(
                password.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
                    $0.properties.generalCategory != .nonspacingMark
                }
            )
        )
        return [
            password.lowercased(), plain, String(plain.map { unshifted[$0] ?? $0 }),
            spelled(plain), spelled(stem(of: plain)),
        ]
    }

    /// The text with letters in place of look-alike digits.
    private static func spelled(_ text: String) -> String {
        String(text.map { lettersOfDigits[$0] ?? $0 })
    }

    private static let unshifted = Dictionary(uniqueKeysWithValues: zip("!@#$%^&*()", "1234567890"))
    private static let lettersOfDigits = Dictionary(uniqueKeysWithValues: zip("@4301$57!", "aaeoissti"))

    /// A word without its surrounding digits and signs; more than ten of them are hard to guess by themselves.
    private static func stem(of password: String) -> String {
        let characters = Array(password)
        guard let first = characters.firstIndex(where: \.isLetter),
            let last = characters.lastIndex(where: \.isLetter), characters.count - (last - first + 1) <= 10
        else { return "" }
        return String(characters[first...last])
    }

    private static func isListed(_ word: String) -> Bool {
        guard word.count >= 4, bits.count > 0 else { return false }
        let digest = Array(SHA256.hash(data: Array(word.utf8)))
        let (first, step) = (number(digest[0..<8]), number(digest[8..<16]) | 1)
        let count = UInt64(bits.count * 8)
        return (0..<UInt64(CommonPasswordBits.rounds)).allSatisfy { round in
            let bit = Int((first &+ round &* step) % count)
            return bits[bit / 8] >> UInt8(bit % 8) & 1 == 1
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static let bits = Base64.url.decode(CommonPasswordBits.base64.description) ?? []
}
