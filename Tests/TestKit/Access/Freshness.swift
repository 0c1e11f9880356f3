import Kernel
import Platform
import Store
import Web

/// Which operations of a product ask for a fresh login, written out by its access suite.
package struct Freshness: Sendable {
    package let always: Set<String>
    package let forOthers: Set<String>
    /// Of which only some requests do, those without a body among them.
    package let inPart: Set<String>
    /// Which ask only some roles; their own tests try it.
    package let ofSome: Set<String>
    /// Permissions on people, money or outgoing data: each of their writes is in one of the lists above, or
    /// in `plain`.
    package let delicate: Set<Permission>
    package let plain: Set<String>

    package var all: Set<String> { always.union(forOthers).union(inPart) }

    package init(
        always: Set<String>,
        forOthers: Set<String> = [],
        inPart: Set<String> = [],
        ofSome: Set<String> = [],
        delicate: Set<Permission>,
        plain: Set<String>
    ) {
        self.always = always
        self.forOthers = forOthers
        self.inPart = inPart
        self.ofSome = ofSome
        self.delicate = delicate
        self.plain = plain
    }

    /// The requirements of the platform's operations below `root`, in every product.
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

extension AccessSuite {
    func freshnessFlaws(in world: World) async throws -> [String] {
        let writes = product.routes.filter {
            $0.method != "GET" && freshness.delicate.contains($0.permission)
        }
        let undecided = Set(writes.map(\.name)).subtracting(freshness.all)
        return differences("ask always", asking(.always), freshness.always)
            + differences("ask for others", asking(.forOthers), freshness.forOthers)
            + differences("are delicate and do not ask", undecided, freshness.plain)
            + product.passwordsKept.map {
                "\($0) keeps its answer under a key, and its body may hold a password"
            }
            + (try await triedWithOldSessions(in: world))
    }

    private func asking(_ freshness: RoutePolicy.Freshness) -> Set<String> {
        Set(product.routes.filter { $0.policy.freshness == freshness }.map(\.name))
    }

    private func differences(_ what: String, _ found: Set<String>, _ expected: Set<String>) -> [String] {
        found.subtracting(expected).sorted().map { "these \(what), but are not in the list: \($0)" }
            + expected.subtracting(found).sorted().map { "these do not \(what), but are in the list: \($0)" }
    }

    /// Tries every operation with a session that was opened a second longer ago than counts as fresh.
    ///
    /// The requests are empty: a refusal for want of freshness comes before the body is read.
    private func triedWithOldSessions(in world: World) async throws -> [String] {
        var flaws: [String] = []
        var tokens: [Person: String] = [:]
        for route in product.routes where !freshness.ofSome.contains(route.name) {
            let holders = cast.filter { lets($0.role, use: route) }
            for (person, role) in route.permission == .anyone ? Array(holders.prefix(1)) : holders {
                let answer = try await world.tryStale(route, as: person, &tokens)
                let isRefused = answer.problem == .stepUpRequired && answer.status == 403
                guard isRefused != freshness.all.contains(route.name) else { continue }
                flaws.append("\(role) \(route.name): \(answer.status)")
            }
        }
        return flaws
    }
}

extension World {
    /// Sends an empty request with the old session of a person, or with another one when a route before has ended it.
    fileprivate func tryStale(
        _ route: ProductRoute,
        as person: Person,
        _ tokens: inout [Person: String]
    ) async throws -> TestResponse {
        if let token = tokens[person] {
            let answer = try await with(token: token).send(route.method, route.sample)
            if answer.status != 401 { return answer }
        }
        let token = try await staleToken(of: person)
        tokens[person] = token
        return try await with(token: token).send(route.method, route.sample)
    }

    /// The access token of a new session of someone who showed who they are a second too long ago.
    package func staleToken(of person: Person) async throws -> String {
        let answer = try await logIn(person)
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

extension ProductDefinition {
    /// Operations that keep answers by a key, and whose bodies hold a password all the same.
    fileprivate var passwordsKept: [String] {
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
