import Kernel
import Platform
import Store
import TestKit

@testable import Distribution

extension Person {
    /// The whole market.
    static let everyone: [Person] = [.noor, .ali, .rana, .hassan, .layla, .omar, .zainab, .dilan]

    /// The token of the person's only device.
    var phone: String { "\(name)-phone" }
}

/// An event with the people who have heard it.
struct Heard: Sendable, CustomStringConvertible {
    let event: RealtimeEvent
    let by: Set<Person>

    var description: String {
        "\(event.name) \(event.payload.text), heard by \(by.map(\.name).sorted())"
    }
}

/// The whole market, connected to the event stream.
private struct Listeners: Sendable {
    private static let end = "end"

    private let world: World
    private let sockets: [(person: Person, socket: SocketClient)]

    init(_ live: LiveWorld, in world: World) async throws {
        self.world = world
        var sockets: [(person: Person, socket: SocketClient)] = []
        for person in Person.everyone {
            let socket = try await live.socket("/ws", as: person)
            try await socket.wait { !$0.texts.isEmpty }
            sockets.append((person: person, socket: socket))
        }
        self.sockets = sockets
    }

    /// Every event, in the order of the commits; a last one tells when all have arrived.
    func heard() async throws -> [Heard] {
        try await world.db.write { tx in
            let accounts: [ID<Account>] = try tx.values("SELECT id FROM account")
            try Realtime.publish(Self.end, to: accounts.map(RealtimeRoom.account), nil, tx)
        }
        var people: [Int64: Set<Person>] = [:]
        for (person, socket) in sockets {
            guard try await socket.wait(until: { $0.events.last?.name == Self.end }) else {
                throw TestFailure("\(person.name) has heard \(socket.texts) and not the end")
            }
            for event in socket.events where event.name != "ready" {
                let isNew = people[event.id, default: []].insert(person).inserted
                guard isNew else { throw TestFailure("\(person.name) has heard \(event.name) twice") }
            }
        }
        let events: [RealtimeEvent] = try await world.db.read { tx in
            try tx.all(
                """
                SELECT \(RealtimeEvent.columns) FROM realtime_event WHERE event <> \(Self.end) ORDER BY position
                """
            )
        }
        return events.map { Heard(event: $0, by: people[$0.position] ?? []) }
    }
}

extension World {
    /// All events of `work`, and who of the market has heard each.
    func heard(during work: @escaping @Sendable () async throws -> Void) async throws -> [Heard] {
        try await live { live in
            let listeners = try await Listeners(live, in: self)
            try await work()
            return try await listeners.heard()
        }
    }

    /// Gives everyone of the market a device.
    func registerPhones() async throws {
        for person in Person.everyone {
            let answer = try await self.as(person).post(
                "/api/notifications/register-token",
                ["token": .string(person.phone), "platform": "android"]
            )
            guard answer.status == 200 else { throw TestFailure("\(answer)") }
        }
    }

    /// The notifications in the app of a person.
    func notices(of person: Person) async throws -> [JSONValue] {
        try await self.as(person).get("/api/notifications?limit=100")["data"]?.arrayValue ?? []
    }
}

extension SocketClient {
    fileprivate var events: [(id: Int64, name: String)] {
        texts.compactMap { text -> (id: Int64, name: String)? in
            guard let event = try? JSONValue(parsing: Array(text.utf8)), let id = event["id"]?.integerValue,
                let name = event["event"]?.stringValue
            else { return nil }
            return (id: id, name: name)
        }
    }
}
