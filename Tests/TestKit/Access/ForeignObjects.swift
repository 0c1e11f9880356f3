import Kernel
import Platform
import Web

extension AccessSuite {
    /// Tries every route whose reach is limited with objects that the caller does not reach.
    ///
    /// The answer must be the one for an identity that does not exist, and no table may change. Afterwards the same people try the same
    /// routes with objects of their own: a route that does not find those either would prove nothing.
    func foreignObjectFlaws(in world: World) async throws -> [String] {
        var attempts = try await ForeignAttempts(
            suite: self,
            world: world,
            objects: MadeObjects(objects, in: world),
            tables: TableContents(of: world)
        )
        try await attempts.tryForeign()
        try await attempts.tryOwn()
        return attempts.flaws + attempts.unusedRows
    }

    /// The callers of routes with a limited reach.
    fileprivate var limitedCalls: [(route: ProductRoute, person: Person)] {
        product.routes.flatMap { route in
            cast.filter {
                [.own, .assigned, .area].contains(product.access.reach(of: $0.role, route.permission))
            }
            .map { (route, $0.person) }
        }
    }
}

private struct ForeignAttempts {
    let suite: AccessSuite
    let world: World
    var objects: MadeObjects
    let tables: TableContents
    var flaws: [String] = []
    /// The contents of the tables at the last check.
    private var contents: [String: String]

    init(suite: AccessSuite, world: World, objects: MadeObjects, tables: TableContents) throws {
        self.suite = suite
        self.world = world
        self.objects = objects
        self.tables = tables
        contents = try tables.read()
    }

    /// Rows that no route asks for: they would promise what nobody checks.
    var unusedRows: [String] {
        let asked = suite.product.routes.flatMap { route in route.references.map { (route, $0.entity) } }
        return objects.rows.filter { row in
            !asked.contains { row.counts(for: $0.1, under: $0.0.permission) }
        }
        .map { "\($0.entity), \($0.name): no route tries this row" }
    }
}

// Foreign objects.
extension ForeignAttempts {
    mutating func tryForeign() async throws {
        for (route, person) in suite.limitedCalls {
            for reference in route.references {
                for position in foreign(reference, route, person) {
                    try await call(route, as: person, reference, objects.ids[position])
                }
            }
        }
    }

    /// The rows to try in a place: all that are somebody else's, none where everyone may name the entity.
    private mutating func foreign(
        _ reference: EntityReference,
        _ route: ProductRoute,
        _ person: Person
    ) -> [Int] {
        let positions = objects.positions(of: reference.entity, under: route.permission)
        if positions.contains(where: { objects.rows[$0].openBecause != nil }) { return [] }
        let foreign = positions.filter { !objects.rows[$0].owners.contains(person) }
        if foreign.isEmpty {
            flaws.append("\(route.name): no row of \(reference.entity) that is foreign to \(person.name)")
        }
        return foreign
    }

    private mutating func call(
        _ route: ProductRoute,
        as person: Person,
        _ reference: EntityReference,
        _ id: String
    ) async throws {
        let unknown = RequestExamples.unknown(reference)
        let (real, made) = (request(route, person, reference, id), request(route, person, reference, unknown))
        let place = "\(person.name) \(route.name), \(reference)"
        if !real.faults.isEmpty { flaws.append("\(place): no valid body: \(real.faults.map(\.pointer))") }
        let answer = try await world.as(person).send(real)
        let expected = try await world.as(person).send(made)
        if !reference.isRefusal(answer) { flaws.append("\(place): \(answer)") }
        if answer.told(of: id) != expected.told(of: unknown) {
            flaws.append("\(place): \(answer), but of an unknown identity \(expected)")
        }
        if real.headers["If-Match"] != nil, reference.place == .path {
            let stale = try await world.as(person).send(real.matching("\"999999\""))
            if stale.status != 404 { flaws.append("\(place), with an old If-Match: \(stale)") }
        }
        let now = try tables.read()
        let changes = now.changes(since: contents)
        if !changes.isEmpty { flaws.append("\(place): \(answer.status) changed \(changes)") }
        contents = now
    }

    private func request(
        _ route: ProductRoute,
        _ person: Person,
        _ reference: EntityReference? = nil,
        _ id: String = ""
    ) -> RequestExample {
        let examples = RequestExamples(of: suite) { place in
            if place == reference { return id }
            let own = objects.own(place.entity, of: person, under: route.permission)
            return own.map { objects.ids[$0] } ?? RequestExamples.unknown(place)
        }
        return examples.request(of: route, naming: reference)
    }
}

// The caller's own objects.
extension ForeignAttempts {
    mutating func tryOwn() async throws {
        let calls = suite.limitedCalls.filter { call in call.route.references.contains { $0.place == .path } }
        // A deleted object is missing for the next caller.
        for (route, person) in calls.filter({ $0.route.method != "DELETE" }) {
            try await reach(route, person)
        }
        for (route, person) in calls.filter({ $0.route.method == "DELETE" }) {
            try await reach(route, person)
        }
    }

    private mutating func reach(_ route: ProductRoute, _ person: Person) async throws {
        var own: [Int] = []
        for reference in route.references where reference.place == .path {
            guard let position = objects.own(reference.entity, of: person, under: route.permission) else {
                flaws.append("\(route.name): no row of \(reference.entity) that \(person.name) reaches")
                return
            }
            own.append(position)
        }
        guard own.allSatisfy({ objects.rows[$0].openBecause == nil }) else { return }
        var answer = try await sendOwn(route, person)
        if answer.status == 404 {
            for position in own { try await objects.remake(position, in: world) }
            answer = try await sendOwn(route, person)
        }
        let isDivided = answer.status == 403 && suite.divided.contains(route.name)
        if [401, 403, 404].contains(answer.status) && !isDivided || answer.status >= 500 {
            flaws.append("\(person.name) \(route.name), their own: \(answer)")
        }
    }
}

extension ForeignAttempts {
    private func sendOwn(_ route: ProductRoute, _ person: Person) async throws -> TestResponse {
        if let name = suite.precedents[route.name],
            let before = suite.product.routes.first(where: { $0.name == name })
        {
            _ = try await world.as(person).send(request(before, person))
        }
        return try await world.as(person).send(request(route, person))
    }
}

extension EntityReference {
    /// Paths are not found, and members of bodies are refused where they stand.
    ///
    /// Anything else may have looked at the identity or not: that it made no difference, the comparison shows.
    fileprivate func isRefusal(_ answer: TestResponse) -> Bool {
        switch place {
        case .path: answer.problem == .notFound
        case .query: answer.status < 500
        case .body: answer.problem != .invalid || answer.faults.keys.contains(name)
        }
    }
}

extension RequestExample {
    fileprivate func matching(_ tag: String) -> Self {
        var request = self
        request.headers["If-Match"] = tag
        return request
    }
}

extension TestResponse {
    /// The answer without what differs from request to request.
    fileprivate func told(of id: String) -> String {
        var document = json
        for name in ["request_id", "instance"] { document[name] = nil }
        let text = document.isNull ? text : document.text
        return "\(status) "
            + text.split(separator: id, omittingEmptySubsequences: false).joined(separator: "ID")
    }
}
