import Kernel
import Platform
import Store
import TestKit
import Web

/// A product whose clients join rooms and speak in them, as long as they are on the list.
enum Clubhouse {
    static func world() async throws -> World {
        try await World(product, cast: "clubhouse", cast: cast)
    }

    static let product = ProductDefinition(
        name: "clubhouse",
        title: "Clubhouse",
        summary: "Rooms and guests.",
        zone: .rome,
        currency: .euro,
        languages: [.italian, .english],
        accounts: AccountPolicy(selfRegistrationRole: .newsreader, administrators: [.newsreader]),
        access: AccessMatrix(roles: .newsreader) {},
        features: [
            Feature(migrations: [
                Migration(
                    id: "clubhouse/001",
                    """
                    CREATE TABLE guest (
                        account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                        room {text} NOT NULL,
                        PRIMARY KEY (account_id, room)
                    ) {strict};
                    """
                )
            ])
        ],
        realtime: RealtimePolicy(path: "/ws", socketPath: "/socket.io/", events: events, staying: staying)
    )

    struct Place: Body {
        /// The room.
        var roomName: String
        /// The text.
        var text: String?
    }

    private static let calls = RateLimit("calls", 3, per: .minutes(1))

    static let events = [
        SocketHandler("enter", .account) { (socket: SocketCall, place: Place) in
            let room = RealtimeRoom(place.roomName)
            let position = try await socket.call.db.read { tx in
                guard try staying(socket.call.actor, [room], tx) == [room] else { throw Problem(.notFound) }
                return try Realtime.position(tx)
            }
            return SocketAnswer(["position": .integer(position)]) {
                socket.join(room, after: position) { _ in true }
            }
        },
        SocketHandler("speak", .account) { (socket: SocketCall, place: Place) in
            try await socket.call.db.write { tx in
                let room = RealtimeRoom(place.roomName)
                guard try staying(socket.call.actor, [room], tx) == [room] else { throw Problem(.forbidden) }
                try Realtime.publish("said", to: [room], ["text": .string(place.text ?? "")], tx)
            }
            return .done
        },
        SocketHandler("wave", .account) { (socket: SocketCall, place: Place) in
            await socket.whisper(
                "waved",
                ["text": .string(place.text ?? "")],
                to: RealtimeRoom(place.roomName)
            )
            return .done
        },
        SocketHandler("exit", .account) { (socket: SocketCall, place: Place) in
            socket.leave(RealtimeRoom(place.roomName))
            return .done
        },
        SocketHandler("call", .account) { (socket: SocketCall, _: Place) in
            try socket.consume(calls)
            return .done
        },
    ]

    private static func staying(
        _ actor: Actor,
        _ rooms: Set<RealtimeRoom>,
        _ tx: borrowing Tx
    ) throws -> Set<RealtimeRoom> {
        let names = try tx.values(
            "SELECT room FROM guest WHERE account_id = \(actor.account) AND room \(in: rooms.map(\.name))",
            as: String.self
        )
        return Set(names.map(RealtimeRoom.init))
    }

    @Sendable private static func cast(_ site: Site) async throws {
        for person in [Person.anna, .bruno] {
            _ = try await Accounts.createStaff(
                email: EmailAddress(parsing: person.email),
                password: Password(person.password),
                role: .newsreader,
                locale: .italian,
                by: .system,
                at: site
            )
        }
        try await site.db.write { tx in
            try tx.execute("INSERT INTO guest (account_id, room) SELECT id, 'bar' FROM account")
        }
    }
}
