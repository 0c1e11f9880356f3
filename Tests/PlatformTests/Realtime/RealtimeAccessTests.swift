import Kernel
import Store
import Synchronization
import TestKit
import Testing

@testable import Platform

@Suite("access to the rooms")
struct RealtimeAccessTests {
    @Test func `without a token 401, with a service's 403, with a plain request 426`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let nobody = await #expect(throws: SocketClient.Refused.self) {
                _ = try await SocketClient.connect(to: live.port, "/ws")
            }
            #expect(nobody?.status == 401)
            let forged = await #expect(throws: SocketClient.Refused.self) {
                _ = try await SocketClient.connect(to: live.port, "/ws?token=forged")
            }
            #expect(forged?.status == 401)
        }
        #expect(try await world.as(.anna).get("/ws").status == 426)
        let bad = try await world.as(.anna).get("/ws?since=x")
        #expect(bad.status == 422 || bad.status == 426)
    }

    @Test func `as a browser does: the token in the query, or as a protocol`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let token = try await world.token(of: .anna)
            let query = try await SocketClient.connect(to: live.port, "/ws?token=\(token)")
            try await query.wait { $0.events == ["ready"] }
            #expect(query.events == ["ready"])
            let offer = ["Sec-WebSocket-Protocol": "portico, bearer.\(token)"]
            let offered = try await SocketClient.connect(to: live.port, "/ws", headers: offer)
            try await offered.wait { $0.events == ["ready"] }
            #expect(offered.events == ["ready"])
            #expect(
                offered.head.contains("Sec-WebSocket-Protocol: portico\r\n")
                    || offered.head.hasSuffix("portico")
            )
        }
    }

    @Test func `when the token runs out the connection is closed with 4401`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let anna = try await live.socket("/ws", as: .anna)
            try await anna.wait { $0.events == ["ready"] }
            world.clock.advance(by: .hours(2))
            try await anna.wait(until: \.isGone)
            #expect(anna.closed == 4401)
        }
    }

    @Test func `when the session ends, its connections end with it, and only its`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let login = try await world.anonymous.post(
                "/auth/login",
                ["email": .string(Person.anna.email), "password": .string(Person.anna.password)]
            )
            let token = try #require(login["access_token"]?.stringValue)
            let other = try await SocketClient.connect(to: live.port, "/ws?token=\(token)")
            let anna = try await live.socket("/ws", as: .anna)
            try await other.wait { $0.events == ["ready"] }
            try await anna.wait { $0.events == ["ready"] }
            #expect(try await world.as(.anna).delete("/users/me/sessions").status == 204)
            try await other.wait(until: \.isGone)
            #expect(other.closed == 4401)
            try await world.publish("still", to: [.readers])
            try await anna.wait { $0.events.last == "still" }
            #expect(anna.events.last == "still")
        }
    }

    @Test func `a client moved to another room receives its events without reconnecting`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let anna = try await live.socket("/ws", as: .anna)
            try await anna.wait { $0.events == ["ready"] }
            try await world.db.write { tx in
                let account = try Newsstand.account(of: .anna, tx)
                try tx.execute("INSERT INTO desk (account_id) VALUES (\(account))")
                try Realtime.roomsChanged(of: account, tx)
            }
            for number in 0..<200 where !anna.events.contains("desk") {
                try await world.publish("desk", to: [.desk], ["n": .integer(Int64(number))])
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(anna.events.contains("desk"))
        }
    }

    @Test
    func `a client whose rooms were read before a move, and who connected after it, is looked up again`()
        async throws
    {
        let world = try await Newsstand.world()
        let hub = RealtimeHub(
            world.site.product,
            world.db,
            world.site.tokens,
            now: world.site.now,
            world.site.log
        )
        let dismissed = Mutex<[String]>([])
        func member(_ name: String) -> RealtimeMember {
            .listening(
                in: [.readers],
                moves: hub.moves,
                dismiss: { _ in dismissed.withLock { $0.append(name) } },
                { _ in }
            )
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await hub.run() }
            try await hub.begin()
            // Both channels greet new listeners; after that the test's single notification is the only one.
            for _ in 0..<1_000 where hub.moves < 2 { try await Task.sleep(for: .milliseconds(10)) }
            let early = member("early")
            try await world.db.write { tx in
                try Realtime.roomsChanged(of: try Newsstand.account(of: .anna, tx), tx)
            }
            for _ in 0..<1_000 where hub.moves == early.moves { try await Task.sleep(for: .milliseconds(10)) }
            _ = hub.join(member("late"), since: nil) { _ in }
            _ = hub.join(early, since: nil) { _ in }
            for _ in 0..<300 where dismissed.withLock({ $0.isEmpty }) {
                try await Task.sleep(for: .milliseconds(20))
            }
            group.cancelAll()
        }
        #expect(
            dismissed.withLock { $0 } == ["early"],
            "they have no token; the other one is not asked for it yet"
        )
    }

    @Test func `one account cannot have connections without end`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            var clients: [SocketClient] = []
            for _ in 0..<world.site.realtime.options.perAccount {
                let client = try await live.socket("/ws", as: .anna)
                try await client.wait { $0.events == ["ready"] }
                clients.append(client)
            }
            let refused = await #expect(throws: SocketClient.Refused.self) {
                _ = try await live.socket("/ws", as: .anna)
            }
            #expect(refused?.status == 429)
            clients.removeLast().cut()
            try await clients[0].wait { _ in
                world.site.realtime.count < world.site.realtime.options.perAccount
            }
            _ = try await live.socket("/ws", as: .anna)
        }
    }

    @Test func `fifty that come at once get no more places than fifty that come one by one`() async throws {
        let world = try await Newsstand.world()
        let most = world.site.realtime.options.perAccount
        try await world.live { live in
            let clients = await withTaskGroup(of: SocketClient?.self) { group in
                for _ in 0..<50 { group.addTask { try? await live.socket("/ws", as: .anna) } }
                return await group.reduce(into: [SocketClient]()) { found, client in
                    if let client { found.append(client) }
                }
            }
            #expect(clients.count == most)
            for client in clients { client.cut() }
            _ = try await clients[0].wait { _ in world.site.realtime.state.withLock(\.seats.isEmpty) }
            let seats = world.site.realtime.state.withLock(\.seats)
            #expect(seats.isEmpty, "every place is given back")
        }
    }

    @Test
    func
        `a client that talks without end is closed, and one that does not read as well: the others hear everything`()
        async throws
    {
        let world = try await Newsstand.world()
        try await world.live { live in
            let anna = try await live.socket("/ws", as: .anna)
            let talker = try await live.socket("/ws", as: .bruno)
            let deaf = try await live.socket("/ws", as: .bruno, reads: false, receiveBuffer: 4_096)
            try await anna.wait { $0.events == ["ready"] }
            for _ in 0..<500 { talker.send("blah") }
            try await talker.wait { $0.closed != nil || $0.isGone }
            #expect(talker.closed == 1008 || talker.isGone)
            let text = JSONValue.string(String(repeating: "x", count: 16_000))
            for batch in 0..<20 {
                try await world.db.write { tx in
                    for number in 0..<25 {
                        try Realtime.publish("\(batch * 25 + number)", to: [.readers], text, tx)
                    }
                }
                try await anna.wait { $0.events.count == 1 + (batch + 1) * 25 }
            }
            #expect(anna.events.dropFirst() == (0..<500).map { "\($0)" }[...])
            try await anna.wait { _ in world.site.realtime.count == 1 }
            #expect(world.site.realtime.count == 1, "8 MB were for the one who does not read")
            deaf.read()
            try await deaf.wait(until: \.isGone)
            #expect(deaf.isGone && deaf.events.count < 500)
        }
    }
}
