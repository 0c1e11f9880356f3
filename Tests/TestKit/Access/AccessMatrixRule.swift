import Kernel
import Platform
import Web

extension AccessSuite {
    /// Tries every route as everyone, with a valid request and identities of real objects.
    ///
    /// Roles with the fewest permissions go first: an administrator's requests change much.
    func matrixFlaws(in world: World) async throws -> [String] {
        let objects = try await MadeObjects(objects, in: world)
        var flaws = pathsWithoutObjects
        // Requests that failed validation for every caller.
        var unread: [String: TestResponse] = [:]
        var read: Set<String> = []
        for (caller, role) in try await callers(in: world) {
            for route in product.routes where ![.anyone, .account].contains(route.permission) {
                let request = examples(objects, caller.person, route).request(of: route)
                let answer = try await caller.client.send(request)
                let isLocked = isLocked(route, to: role, isProgram: caller.person == nil)
                let isRefused = answer.problem == .forbidden && (isLocked || !divided.contains(route.name))
                if isRefused != isLocked || answer.status >= 500 {
                    flaws.append("\(role) \(route.name): \(answer)")
                }
                if isLocked || isIdle(route) { continue }
                if answer.isUnread { unread[route.name] = answer } else { read.insert(route.name) }
            }
        }
        flaws += unread.filter { !read.contains($0.key) }.map { "\($0.key), no valid example: \($0.value)" }
        return flaws + (try await openRouteFlaws(in: world, objects))
    }

    /// Routes whose paths lead to nothing real.
    private var pathsWithoutObjects: [String] {
        product.routes.filter { !isIdle($0) }.flatMap { route in
            route.references.filter { reference in
                reference.place == .path && !objects.contains { $0.entity == reference.entity }
            }
            .map { "\(route.name): no row of \($0.entity)" }
        }
    }

    /// Routes without a role's permission refuse nobody, and must not break either.
    private func openRouteFlaws(in world: World, _ objects: MadeObjects) async throws -> [String] {
        let person = cast[0].person
        var flaws: [String] = []
        for route in product.routes where [.anyone, .account].contains(route.permission) {
            let client = route.permission == .anyone ? world.anonymous : world.as(person)
            let answer = try await client.send(examples(objects, person, route).request(of: route))
            if answer.status >= 500 { flaws.append("\(route.name): \(answer)") }
        }
        return flaws
    }

    private func isLocked(_ route: ProductRoute, to role: Role, isProgram: Bool) -> Bool {
        let isForOthers = isProgram ? route.policy.isForPeople : onlyForPrograms.contains(route.permission)
        return isForOthers || product.access.reach(of: role, route.permission) == .none
    }

    private func examples(_ objects: MadeObjects, _ person: Person?, _ route: ProductRoute) -> RequestExamples
    {
        RequestExamples(of: self) { place in
            let own = person.flatMap { objects.own(place.entity, of: $0, under: route.permission) }
            let any = objects.rows.firstIndex { $0.entity == place.entity }
            return (own ?? any).map { objects.ids[$0] } ?? RequestExamples.unknown(place)
        }
    }

    private struct Caller {
        let client: TestClient
        /// Nil for a program.
        let person: Person?
    }

    private func callers(in world: World) async throws -> [(Caller, Role)] {
        var callers: [(Caller, Role)] = []
        let administrators = Set(product.accounts.administrators)
        guard let administrator = cast.first(where: { administrators.contains($0.role) })?.person else {
            throw TestFailure("nobody plays an administrator")
        }
        for program in product.access.programs {
            let token = try await world.serviceToken(of: program.role, by: administrator)
            callers.append((Caller(client: world.with(token: token), person: nil), program.role))
        }
        let people =
            cast.filter { !administrators.contains($0.role) }
            + cast.filter { administrators.contains($0.role) }
        callers += people.map { (Caller(client: world.as($0.person), person: $0.person), $0.role) }
        return callers
    }
}

extension TestResponse {
    /// Whether the request was refused for its form, before anyone looked at what it is about.
    fileprivate var isUnread: Bool {
        [400, 415].contains(status) || problem == .invalid
    }
}

extension World {
    /// The token of a program, made by an administrator.
    fileprivate func serviceToken(of role: Role, by administrator: Person) async throws -> String {
        let answer = try await self.as(administrator).post(
            "\(product.root)/admin/service-tokens",
            ["name": .string(role.name), "role": .string(role.name)]
        )
        guard let token = answer["token"]?.stringValue else { throw TestFailure("no token: \(answer)") }
        return token
    }
}
