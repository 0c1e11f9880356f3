import Kernel
import Platform
import Web

/// The access guarantees of every product, checked over all of its routes.
///
/// A product describes itself in `<Product>Access.swift`: its people, one row for each kind of object, and the few examples
/// that a schema cannot tell. Everything else comes from its routes and its access matrix.
package struct AccessSuite: Sendable {
    package let product: ProductDefinition
    /// One person for each role.
    package let cast: [(person: Person, role: Role)]
    /// Permissions that people hold in the matrix, but whose routes are for programs alone.
    package let onlyForPrograms: Set<Permission>
    package let freshness: Freshness
    /// Members of bodies and of queries, by the name of the route: what the schema alone does not say.
    package let examples: [String: JSONValue]
    /// Requests that make an object reachable: route → the route called before it.
    package let precedents: [String: String]
    /// Routes that ask for one more permission by what the request says, so that it may be missing behind an open door.
    package let divided: Set<String>
    /// The file of upload forms.
    package let file: SampleFile
    package let objects: [AccessObject]
    /// Doubles of outside services, other than of Stripe's pages; they live as long as the closure.
    private let services: Services
    /// Fills the world: with the product's own demo, so that lists have rows, or where it has none, with the cast.
    private let fill: Feature.Demo

    package init(
        _ product: ProductDefinition,
        cast: [(person: Person, role: Role)],
        onlyForPrograms: Set<Permission> = [],
        freshness: Freshness,
        examples: [String: JSONValue] = [:],
        precedents: [String: String] = [:],
        divided: Set<String> = [],
        file: SampleFile,
        services: @escaping Services = { _ in { _ in } },
        fill: Feature.Demo? = nil,
        @AccessObjects objects: () -> [AccessObject]
    ) {
        self.product = product
        self.cast = cast
        self.onlyForPrograms = onlyForPrograms
        self.freshness = freshness
        self.examples = examples.merging(Self.platformExamples(of: product)) { own, _ in own }
        self.precedents = precedents
        self.divided = divided
        self.file = file
        self.services = services
        self.fill = fill ?? product.demo
        self.objects = objects()
    }

    package typealias Services = @Sendable (StripeDouble) throws -> (inout Dependencies) -> Void

    package struct SampleFile: Sendable {
        let name: String
        let mediaType: String
        let bytes: [UInt8]

        package init(_ name: String, _ mediaType: String, _ bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }
}

extension AccessSuite {
    private static func platformExamples(of product: ProductDefinition) -> [String: JSONValue] {
        let root = product.root
        let administrator = JSONValue.string(product.accounts.administrators[0].name)
        return [
            "POST \(root)/admin/invitations": ["role": administrator],
            "POST \(root)/admin/service-tokens": [
                "role": .string(product.access.programs.first?.role.name ?? "")
            ],
            "POST \(root)/admin/reports/export": ["report": .string(product.reports.first?.name ?? "")],
            "POST \(root)/admin/webhooks": ["events": ["*"]],
        ]
    }

    /// Without events there is no webhook for trying the routes, without a report no export, without programs no token.
    func isIdle(_ route: ProductRoute) -> Bool {
        let idle =
            (product.events.isEmpty ? ["webhooks"] : []) + (product.reports.isEmpty ? ["reports"] : [])
            + (product.access.programs.isEmpty ? ["service-tokens"] : [])
        return idle.contains { route.path.hasPrefix("\(product.root)/admin/\($0)") }
    }
}

/// One promise of the suite.
package enum AccessRule: String, CaseIterable, Sendable {
    case soundTables = "the matrix is sound, and no operation stands twice"
    case versions = "every change of something with a version honours If-Match"
    case login = "nobody passes without a login where a permission is needed"
    case matrix = "every role gets in exactly where the matrix lets it, and no request breaks the server"
    case foreignObjects = "other people's objects are not found, and nothing changes"
    case lists = "no list shows a row that its own route would not"
    case freshLogins = "exactly the listed operations ask for a fresh login"
}

extension AccessRule: CustomStringConvertible {
    package var description: String { rawValue }
}

extension AccessSuite {
    /// The violations of a rule; empty when it holds.
    package func flaws(of rule: AccessRule) async throws -> [String] {
        if rule == .soundTables { return tableFlaws }
        if rule == .versions { return versionFlaws }
        let stripe = try StripeDouble()
        let services = try services(stripe)
        defer { withExtendedLifetime((stripe, services)) {} }
        let world = try await World(product, cast: "access", cast: fill) {
            $0.quotaScale = 100
            $0.payments = stripe.gateway
            $0.gateways = Gateways([stripe.charges])
            services(&$0)
        }
        return switch rule {
        case .soundTables, .versions: []
        case .login: try await loginFlaws(in: world)
        case .matrix: try await matrixFlaws(in: world)
        case .foreignObjects: try await foreignObjectFlaws(in: world)
        case .lists: try await listFlaws(in: world)
        case .freshLogins: try await freshnessFlaws(in: world)
        }
    }

    private var tableFlaws: [String] {
        let granted = Set(product.access.grants.map(\.permission))
        let names = Dictionary(grouping: product.routes, by: \.name)
        let asked = Set(product.routes.map(\.permission)).subtracting([.anyone])
        return product.access.flaws
            + names.filter { $0.value.count > 1 }.keys.map { "\($0) stands twice" }
            + asked.subtracting(granted).map { "\($0) is asked for, but nobody has it" }
            + Set(product.access.roles).subtracting(cast.map(\.role)).map { "nobody plays \($0)" }
    }

    /// Erasing an account concerns the person, not the contents of a profile; `POST` creates something new,
    /// unless it answers with a version.
    private var versionFlaws: [String] {
        let versioned = Set(product.routes.filter { $0.method == "GET" && $0.answersVersion }.map(\.path))
        return product.routes.filter { route in
            let isChange = route.method != "GET" && route.answersVersion
            let isOfOne = ["PUT", "PATCH", "DELETE"].contains(route.method) && versioned.contains(route.path)
            return (isChange || isOfOne && !route.erasesAccount) && !route.takes("If-Match")
        }.map(\.name)
    }

    private func loginFlaws(in world: World) async throws -> [String] {
        let examples = RequestExamples(of: self)
        var flaws: [String] = []
        for route in product.routes where route.permission != .anyone {
            let answer = try await world.anonymous.send(examples.request(of: route))
            if answer.status != 401 { flaws.append("\(route.name): \(answer)") }
        }
        return flaws
    }
}

extension ProductRoute {
    fileprivate var answersVersion: Bool { operation.success.headers.contains { $0.name == "ETag" } }

    fileprivate func takes(_ header: String) -> Bool { operation.parameters.contains { $0.name == header } }

    fileprivate var erasesAccount: Bool {
        method == "DELETE"
            && operation.parameters.contains { $0.schema.entity == String(reflecting: Account.self) }
    }
}
