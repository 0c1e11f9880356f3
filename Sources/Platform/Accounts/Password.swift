import Foundation
import Kernel

/// A password of 1 to 256 characters.
///
/// It does not print itself, so it cannot reach a log by accident.
package struct Password: Sendable, Hashable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}

extension Password {
    /// The form that is hashed: OpaqueString of RFC 8265, the same for the same keys on every keyboard and system.
    var normalised: Password {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return self }
        let spaced = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .spaceSeparator ? " " : scalar
        }
        return Password(String(String.UnicodeScalarView(spaced)).precomposedStringWithCanonicalMapping)
    }

    /// Compares bytes; `==` ignores the different encodings of an accent.
    func isWritten(like other: Password) -> Bool { text.utf8.elementsEqual(other.text.utf8) }
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "Password(…)" }
    package var debugDescription: String { description }
}

extension Password: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Password: Described {
    package static var schema: Schema {
        .text(
            TextRule(format: "password", length: 1...256, example: placeholder.text) { text in
                text.isEmpty || text.count > 256 ? .notAPassword : nil
            }
        )
    }

    package static let placeholder = Password("una frase che ricordo bene")
}

/// The rules of a password: long and not easy to guess, with no rule about its characters.
enum PasswordRules {
    static func refusal(of password: Password, for email: EmailAddress, minimum: Int) -> Refusal? {
        let text = password.normalised.text.lowercased()
        if text.count < minimum { return .passwordTooShort(minimum) }
        if text.count > 256 { return .notAPassword }
        if text == email.rawValue || text == email.rawValue.prefix(while: { $0 != "@" }) {
            return .passwordIsEmail
        }
        return isGuessable(password.text) ? .passwordTooCommon : nil
    }

    /// Whether it is on a list, a repeated short pattern, or a walk over the keys.
    private static func isGuessable(_ password: String) -> Bool {
        let text = Array(password.lowercased())
        return repeats(text) || climbs(Array(password.lowercased().unicodeScalars)) || walks(text)
            || CommonPasswords.contains(password)
    }

    private static let keys: [Character: (row: Int, column: Int)] = {
        let rows = ["1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"]
        let shifted = ["!@#$%^&*()_+", "", "", ""]
        var keys: [Character: (row: Int, column: Int)] = [:]
        for row in rows.indices {
            for (column, key) in rows[row].enumerated() { keys[key] = (row, column) }
            for (column, key) in shifted[row].enumerated() { keys[key] = (row, column) }
        }
        return keys
    }()

    /// `zaq12wsxcd`: every key next to the one before.
    private static func walks(_ characters: [Character]) -> Bool {
        zip(characters, characters.dropFirst()).allSatisfy { here, there in
            guard let here = keys[here], let there = keys[there] else { return false }
            return abs(here.row - there.row) <= 1 && abs(here.column - there.column) <= 1
        }
    }

    private static func repeats(_ characters: [Character]) -> Bool {
        (1...4).contains { period in
            characters.indices.dropFirst(period).allSatisfy { characters[$0] == characters[$0 - period] }
        }
    }

    /// `abcdefghij`, `9876543210`: every step the same, and small.
    private static func climbs(_ scalars: [Unicode.Scalar]) -> Bool {
        let steps = zip(scalars.dropFirst(), scalars).map { Int($0.value) - Int($1.value) }
        guard let first = steps.first, abs(first) <= 1 else { return false }
        return steps.allSatisfy { $0 == first }
    }
}
