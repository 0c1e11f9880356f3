import Kernel
import Platform
import Web

extension AccessSuite {
    /// Reads every list as everyone who may, and requests each of its rows from the route of the single
    /// object.
    func listFlaws(in world: World) async throws -> [String] {
        let objects = try await MadeObjects(objects, in: world)
        var flaws: [String] = []
        for list in product.routes {
            let items = items(of: list)
            guard !items.isEmpty else { continue }
            var rows = 0
            for (person, role) in cast where lets(role, use: list) {
                let examples = RequestExamples(of: self) { place in
                    let own = objects.own(place.entity, of: person, under: list.permission)
                    let any = objects.positions(of: place.entity, under: list.permission).first
                    return (own ?? any).map { objects.ids[$0] } ?? RequestExamples.unknown(place)
                }
                let answer = try await world.as(person).send(examples.request(of: list))
                guard answer.status == 200 else {
                    flaws.append("\(person.name) \(list.name): \(answer)")
                    continue
                }
                let ids = (answer["data"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
                rows += ids.count
                for item in items where lets(role, use: item) {
                    flaws += try await denied(ids, list, item, to: person, in: world)
                }
            }
            if rows == 0, !isIdle(list) { flaws.append("\(list.name): nobody saw a row") }
        }
        return flaws
    }

    private func denied(
        _ ids: [String],
        _ list: ProductRoute,
        _ item: ProductRoute,
        to person: Person,
        in world: World
    ) async throws -> [String] {
        var flaws: [String] = []
        for id in ids {
            let request = RequestExamples(of: self) { _ in id }.request(of: item)
            let answer = try await world.as(person).send(request)
            if answer.status != 200 {
                flaws.append("\(person.name) \(list.name) shows \(id), \(item.name) answers \(answer.status)")
            }
        }
        return flaws
    }
}

extension AccessSuite {
    func lets(_ role: Role, use route: ProductRoute) -> Bool {
        if onlyForPrograms.contains(route.permission) { return false }
        return route.permission == .anyone || product.access.reach(of: role, route.permission) != .none
    }

    /// The routes that show one row of a list, by its identity alone: below the list, or elsewhere.
    private func items(of list: ProductRoute) -> [ProductRoute] {
        guard let entity = list.listed, !onlyForPrograms.contains(list.permission) else { return [] }
        return product.routes.filter { item in
            guard item.method == "GET", let reference = item.references.first, item.references.count == 1,
                reference.place == .path, reference.entity == entity,
                item.path.hasSuffix("/{\(reference.name)}")
            else { return false }
            return item.path == "\(list.path)/{\(reference.name)}"
                || !Self.entitiesOfSeveralKinds.contains(entity)
        }
    }

    /// Each path shows another kind of these: pages or news, customers or administrators, everyone's requests or the caller's,
    /// a job or what belongs to it, the card of a provider or the money.
    private static let entitiesOfSeveralKinds: Set = [
        "Platform.ContentItem", "Platform.Account", "Platform.PrivacyRequest", "Marketplace.Job",
        "Marketplace.Provider",
    ]
}
