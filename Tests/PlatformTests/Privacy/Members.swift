import Kernel
import Platform
import TestKit

/// The people of the club, on any product with its roles.
func joinClub(_ site: Site) async throws {
    for (person, role) in [(Person.giulia, Role.member), (.luca, .member), (.sara, .steward)] {
        _ = try await Accounts.createStaff(
            email: EmailAddress(parsing: person.email),
            password: Password(person.password),
            role: role,
            locale: .italian,
            by: .system,
            at: site
        )
    }
}

/// The request body to leave.
let leaving: JSONValue = ["password": .string(Person.demoPassword)]
