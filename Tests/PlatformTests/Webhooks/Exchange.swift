import Kernel
import Store
import TestKit
import Web

@testable import Platform

/// A product that only exists to have its events told.
let exchange = ProductDefinition(
    name: "exchange",
    title: "Exchange",
    summary: "Webhooks under test.",
    zone: .rome,
    currency: .euro,
    languages: [.english, .italian],
    accounts: AccountPolicy(selfRegistrationRole: .visitor, administrators: [.foreman]),
    access: AccessMatrix(roles: .visitor, .foreman) {},
    features: [
        Feature(
            routes: [Post("/orders/{number}", Exchange.order, .anyone, "Pay an order")],
            migrations: [
                Migration(
                    id: "exchange/001",
                    "CREATE TABLE paid (number {int} NOT NULL PRIMARY KEY) {strict};"
                )
            ],
            events: [
                WebhookEvent("order.paid", "An order has been paid.", example: ["number": 1]),
                WebhookEvent("order.sent", "An order has been sent.", example: ["number": 1]),
                WebhookEvent("stock.low", "Something is running out.", example: [:]),
            ]
        )
    ]
)

enum Exchange {
    static func order(_ call: Call, number: Int) async throws -> NoContent {
        try await call.db.write { tx in
            try tx.execute("INSERT INTO paid (number) VALUES (\(number))")
            try Webhooks.emit("order.paid", about: nil, data: ["number": .integer(Int64(number))], tx)
        }
        return NoContent()
    }
}

/// A world with an administrator and a visitor, in which loopback may be reached.
func anExchange() async throws -> World {
    let loopback = ["127.0.0.0/8"].compactMap { AddressRange($0) }
    return try await World(exchange, cast: "people") { site in
        for (person, role) in [(Person.sara, Role.foreman), (.luca, .visitor)] {
            _ = try await Accounts.createStaff(
                email: EmailAddress(parsing: person.email),
                password: Password(person.password),
                role: role,
                locale: .english,
                by: .system,
                at: site
            )
        }
    } dependencies: {
        $0.webhooks = WebhookReach(allowed: loopback, demandsTLS: false)
    }
}

/// A webhook of a world, at an address of the far server that nobody else uses.
struct Hook: Sendable {
    let world: World
    let id: String
    let secret: String
    let path: String

    var admin: String { "/admin/webhooks/\(id)" }

    /// `behaviour` is what the far server does, as `status?500`.
    init(_ world: World, _ behaviour: String = "ok", events: [String] = ["*"]) async throws {
        let place = "/\(ID<Never>.new(at: world.clock.now))"
        let answer = try await world.as(.sara).post(
            "/admin/webhooks",
            [
                "url": .string("\(try FarServer.shared().root)\(place)/\(behaviour)"),
                "events": .array(events.map { .string($0) }),
            ]
        )
        guard let secret = answer["secret"]?.stringValue, let id = answer["webhook"]?["id"]?.stringValue
        else {
            throw TestFailure("no webhook: \(answer)")
        }
        self.world = world
        self.id = id
        self.secret = secret
        path = "\(place)/\(behaviour.prefix { $0 != "?" })"
    }

    /// The received deliveries, oldest first.
    func arrived() async throws -> [Arrival] {
        let answer = try await HTTPCaller().call(.init("GET", "\(try FarServer.shared().root)/_seen?\(path)"))
        return (try JSONValue(parsing: answer.body).arrayValue ?? []).map(Arrival.init)
    }

    /// How many were there at the same time.
    func peak() async throws -> Int {
        let answer = try await HTTPCaller().call(.init("GET", "\(try FarServer.shared().root)/_peak?\(path)"))
        return Int(String(decoding: answer.body, as: UTF8.self)) ?? 0
    }

    func deliveries(_ state: String? = nil) async throws -> [JSONValue] {
        let filter = state.map { "&state=\($0)" } ?? ""
        return try await world.as(.sara).get("\(admin)/deliveries?limit=100\(filter)")["data"]?.arrayValue
            ?? []
    }

    func show() async throws -> TestResponse {
        try await world.as(.sara).get(admin)
    }

    func change(_ changes: JSONValue) async throws -> TestResponse {
        let tag = try await show().header("etag") ?? ""
        return try await world.as(.sara).patch(admin, changes, headers: ["If-Match": tag])
    }
}

/// One request as the far server saw it.
struct Arrival: Sendable {
    let body: String
    let headers: [String: String]

    init(_ seen: JSONValue) {
        body = seen["body"]?.stringValue ?? ""
        let pairs = (seen["headers"]?.arrayValue ?? []).map {
            ($0[0]?.stringValue ?? "", $0[1]?.stringValue ?? "")
        }
        headers = Dictionary(pairs) { first, _ in first }
    }

    var id: String? { headers["webhook-id"] }
    var signatures: [String] {
        headers["webhook-signature", default: ""].split(separator: " ").map(String.init)
    }

    /// As a receiver would do it, from the specification and not with our own code.
    func isSigned(with secret: String) throws -> Bool {
        guard let id, let time = headers["webhook-timestamp"], secret.hasPrefix("whsec_") else {
            return false
        }
        return try signatures.contains(expectedSignature(secret, "\(id).\(time).\(body)"))
    }
}

extension World {
    func order(_ number: Int) async throws {
        let answer = try await anonymous.post("/orders/\(number)")
        guard answer.status == 204 else { throw TestFailure("not paid: \(answer)") }
    }

    func rows(of table: SQL) async throws -> Int {
        try await db.read { tx in try tx.value("SELECT COUNT(*) FROM \(table)", as: Int.self) ?? 0 }
    }

    /// A little later than the plan says, since retries are spread.
    func wait(_ time: Duration) async throws {
        clock.advance(by: .microseconds(Int64(Double(time.micros) * 1.11)))
        try await runJobs()
    }
}
