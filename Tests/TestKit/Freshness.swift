import Kernel
import Platform
import Store
import Web

/// Which operations of a product ask for a fresh login, written out by its test.
package struct Freshness: Sendable {
    package var always: Set<String>
    package var forOthers: Set<String> = []
    /// Of which only some requests do, those without a body among them.
    package var inPart: Set<String> = []

    package var all: Set<String> { always.union(forOthers).union(inPart) }

    package init(always: Set<String>, forOthers: Set<String> = [], inPart: Set<String> = []) {
        self.always = always
        self.forOthers = forOthers
        self.inPart = inPart
    }

    /// What the platform's operations below `root` ask for, in every product.
    package static func ofPlatform(under root: String) -> Set<String> {
        Set(
            [
                "POST /admin/invitations", "POST /admin/invitations/{id}/resend",
                "POST /admin/service-tokens",
                "POST /admin/users/{id}/erase", "POST /admin/users/{id}/second-factor/reset",
                "POST /admin/webhooks", "PATCH /admin/webhooks/{id}",
                "POST /admin/webhooks/{id}/rotate-secret", "GET /calendar/feed", "POST /calendar/feed",
                "POST /users/me/email", "POST /users/me/second-factor", "DELETE /users/me/second-factor",
                "POST /users/me/second-factor/recovery-codes", "GET /users/me/export",
            ].map { name in
                let parts = name.split(separator: " ")
                return "\(parts[0]) \(root)\(parts[1])"
            }
        )
    }
}

extension World {
    /// Tries every operation with a session that was opened a second longer ago than counts as fresh.
    ///
    /// Answers what is wrong: refusals for want of freshness that were not expected, and those that were missed.
    package func flaws(of expected: Freshness, _ cast: [(Person, Role)]) async throws -> [String] {
        var flaws: [String] = []
        for route in product.routes {
            let holders = cast.filter { _, role in
                route.permission == .anyone || product.access.reach(of: role, route.permission) != .none
            }
            for (person, role) in route.permission == .anyone ? Array(holders.prefix(1)) : holders {
                let client = with(token: try await staleToken(of: person))
                let answer = try await client.send(route.method, route.sample)
                let isRefused = answer.problem == .stepUpRequired && answer.status == 403
                guard isRefused != expected.all.contains(route.name) else { continue }
                flaws.append("\(role) \(route.name): \(answer.status)")
            }
        }
        return flaws
    }

    /// The access token of a new session of someone who showed who they are a second too long ago.
    package func staleToken(of person: Person) async throws -> String {
        let answer = try await anonymous.post(
            "\(product.root)/auth/login",
            ["email": .string(person.email), "password": .string(person.password)]
        )
        guard let token = answer["access_token"]?.stringValue else {
            throw TestFailure("no login: \(answer)")
        }
        let then = clock.now - product.accounts.freshness - .seconds(1)
        try await db.write { tx in
            try tx.changeOne(
                """
                UPDATE session SET authenticated_at = \(then) WHERE id = (
                    SELECT s.id FROM session s JOIN account a ON a.id = s.account_id WHERE lower(a.email) = \(person.email)
                     ORDER BY s.created_at DESC, s.id DESC LIMIT 1)
                """
            )
        }
        return token
    }
}

extension Web.Route {
    /// The path with someone's identity in the place of each parameter.
    package var sample: String {
        path.split(separator: "/").map {
            $0.hasPrefix("{") ? ID<Account>.placeholder.description : String($0)
        }
        .reduce("") { $0 + "/" + $1 }
    }
}

extension Product {
    /// Operations that keep answers by a key, and whose bodies hold a password all the same.
    package var passwordsKept: [String] {
        routes.filter { $0.policy.honoursIdempotencyKey && $0.operation.body?.schema.holdsPassword == true }
            .map(\.name)
    }
}

extension Schema {
    fileprivate var holdsPassword: Bool {
        switch self {
        case .text(let rule): rule.format == "password"
        case .array(let element, _), .map(let element), .nullable(let element): element.holdsPassword
        case .object(_, let properties): properties.contains { $0.schema.holdsPassword }
        default: false
        }
    }
}
