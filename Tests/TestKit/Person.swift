/// Someone who uses a site in a test.
///
/// The cast of a product creates the accounts; a person only knows how to log in.
package struct Person: Hashable, Sendable {
    package let name: String
    package let email: String
    package let password: String
    /// The secret of the person's authenticator; nil for those without a second factor.
    package let authenticator: [UInt8]?

    package init(
        _ name: String,
        email: String,
        password: String = Person.demoPassword,
        authenticator: [UInt8]? = nil
    ) {
        self.name = name
        self.email = email
        self.password = password
        self.authenticator = authenticator
    }

    package static let demoPassword = "Portico-demo-2026"

    /// A customer.
    package static let giulia = Person("giulia", email: "giulia.rossi@example.com")
    /// A customer without any relation to Giulia.
    package static let luca = Person("luca", email: "luca.bianchi@example.com")
    /// An operator.
    package static let marco = Person("marco", email: "marco.operatore@example.com")
    /// An administrator.
    package static let sara = Person("sara", email: "sara.admin@example.com")
}

extension Person {
    /// The same person with the authenticator of an enrolment.
    package func enrolled(_ secret: String) -> Person {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
        for character in secret {
            bits = bits << 5 | UInt32(alphabet.firstIndex(of: character) ?? 0)
            count += 5
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return Person(name, email: email, password: password, authenticator: bytes)
    }
}
