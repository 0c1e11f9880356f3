import Kernel
import Store
import Synchronization
import TestKit
import Testing

@testable import Platform

private let bar: JSONValue = ["roomName": "bar"]

private func saying(_ text: String) -> JSONValue { ["roomName": "bar", "text": .string(text)] }

@Suite("events from clients of Socket.IO")
struct SocketHandlerTests {
    @Test func `a room is joined, spoken in and left; others hear nothing of it`() async throws {
        let world = try await Clubhouse.world()
        try await world.live { live in
            let (anna, bruno) = (try await live.socketIO(as: .anna), try await live.socketIO(as: .bruno))

            #expect(try await anna.ask("enter", bar) == ["ok": true, "position": 0])
            #expect(try await bruno.ask("speak", saying("one")) == ["ok": true])
            try await anna.wait { $0.events.count == 1 }
            #expect(anna.events("said") == [["text": "one"]])
            #expect(bruno.events.isEmpty, "he may speak in it, and has not joined it")

            #expect(try await anna.ask("exit", bar) == ["ok": true])
            #expect(try await bruno.ask("enter", bar)["ok"] == true)
            #expect(try await anna.ask("speak", saying("two")) == ["ok": true])
            try await bruno.wait { $0.events.count == 1 }
            #expect(bruno.events("said") == [["text": "two"]] && anna.events.count == 1)
        }
    }

    @Test func `an event between the reading and the joining arrives once`() async throws {
        let world = try await Clubhouse.world()
        try await world.live { live in
            let (anna, bruno) = (try await live.socketIO(as: .anna), try await live.socketIO(as: .bruno))
            let answers = try await world.atOnce(2) { part -> JSONValue in
                guard part == 0 else { return try await anna.ask("enter", bar) }
                for number in 0..<40 { _ = try await bruno.ask("speak", saying("\(number)")) }
                return nil
            }
            let entered = answers[1]
            let first = Int(try #require(entered["position"]?.integerValue))
            try await anna.wait { $0.events.count >= 40 - first }
            let heard = anna.events("said").compactMap { $0["text"]?.stringValue }
            #expect(heard == (first..<40).map { "\($0)" }, "entered after \(first)")
        }
    }

    @Test func `refusals are acknowledged by their code, unknown events too`() async throws {
        let world = try await Clubhouse.world()
        try await world.live { live in
            let anna = try await live.socketIO(as: .anna)
            func code(_ event: String, _ arguments: JSONValue) async throws -> JSONValue {
                try await anna.ask(event, arguments)
            }
            let strange: JSONValue = ["roomName": "cellar"]
            #expect(try await code("enter", strange) == ["ok": false, "code": "not_found"])
            #expect(try await code("speak", strange) == ["ok": false, "code": "forbidden"])
            #expect(try await code("enter", [:]) == ["ok": false, "code": "invalid"])
            #expect(try await code("enter", "bar") == ["ok": false, "code": "invalid"])
            #expect(
                try await code("enter", ["roomName": "bar", "more": 1]) == ["ok": false, "code": "invalid"]
            )
            #expect(try await code("dance", bar) == ["ok": false, "code": "unknown_event"])
            for _ in 0..<3 { #expect(try await code("call", bar) == ["ok": true]) }
            #expect(try await code("call", bar) == ["ok": false, "code": "too_many_requests"])
            anna.emit("dance", bar)
            #expect(try await code("enter", bar)["ok"] == true, "without an id nothing is answered")
        }
    }

    @Test(arguments: [#"42{"a":1}"#, "42[1]", "42[", "49", "4x", "42\"enter\"", "9"])
    func `a malformed packet ends the connection`(packet: String) async throws {
        let world = try await Clubhouse.world()
        try await world.live { live in
            let anna = try await live.socketIO(as: .anna)
            anna.socket.send(packet)
            #expect(try await anna.socket.wait(until: \.isGone))
        }
    }

    @Test func `16 kB per packet: a longer one ends the connection`() async throws {
        let world = try await Clubhouse.world()
        try await world.live { live in
            let anna = try await live.socketIO(as: .anna)
            let fits = String(repeating: "x", count: 16_000)
            #expect(try await anna.ask("speak", saying(fits))["ok"] == true)
            anna.emit("speak", saying(String(repeating: "x", count: 17_000)))
            #expect(try await anna.socket.wait(until: \.isGone))
        }
    }

    @Test func `32 sockets per account, and not one more`() async throws {
        let world = try await Clubhouse.world()
        try await world.live { live in
            let token = try await world.token(of: .anna)
            let clients = try await world.atOnce(40) { _ in
                try await SocketIOClient.connect(to: live.port, token: token)
            }
            let refused = clients.count { client in
                client.socket.texts.contains(#"44{"message":"too_many_requests"}"#)
            }
            #expect(refused == 8)
        }
    }

    @Test func `a member removed while connected hears nothing more, at once`() async throws {
        let world = try await Clubhouse.world()
        try await world.live { live in
            let (anna, bruno) = (try await live.socketIO(as: .anna), try await live.socketIO(as: .bruno))
            #expect(try await anna.ask("enter", bar)["ok"] == true)
            #expect(try await bruno.ask("enter", bar)["ok"] == true)
            try await world.db.write { tx in
                let account = try Newsstand.account(of: .anna, tx)
                try tx.execute("DELETE FROM guest WHERE account_id = \(account)")
                try Realtime.roomsChanged(of: account, tx)
            }
            let hub = world.site.realtime
            try await anna.wait { _ in hub.state.withLock { $0.rooms[RealtimeRoom("bar")]?.count == 1 } }
            #expect(try await bruno.ask("speak", saying("secret")) == ["ok": true])
            try await bruno.wait { $0.events.count == 1 }
            #expect(try await anna.ask("speak", saying("me too")) == ["ok": false, "code": "forbidden"])
            #expect(anna.events.isEmpty && !anna.isSentAway)
        }
    }

    @Test func `a socket with an expired token is refused and sent away`() async throws {
        let world = try await Clubhouse.world()
        try await world.live { live in
            let anna = try await live.socketIO(as: .anna)
            #expect(try await anna.ask("enter", bar)["ok"] == true)
            world.clock.advance(by: .hours(2))
            anna.emit("speak", saying("late"))
            try await anna.wait(until: \.isSentAway)
            #expect(anna.isSentAway && anna.events.isEmpty)
            let events = try await world.db.read { tx in try RealtimeStore.count(tx) }
            #expect(events == 0, "nothing was said")
        }
    }

    @Test func `a whisper reaches the others in the room, and is not stored`() async throws {
        let world = try await Clubhouse.world()
        try await world.live { live in
            let (anna, bruno) = (try await live.socketIO(as: .anna), try await live.socketIO(as: .bruno))
            let stream = try await live.socket("/ws", as: .bruno)
            for client in [anna, bruno] { #expect(try await client.ask("enter", bar)["ok"] == true) }
            #expect(try await anna.ask("wave", saying("hi")) == ["ok": true])
            try await bruno.wait { $0.events.count == 1 }
            #expect(bruno.events("waved") == [["text": "hi"]] && anna.events.isEmpty)
            let count = try await world.db.read { tx in try RealtimeStore.count(tx) }
            #expect(count == 0 && stream.events == ["ready"])
        }
    }

    @Test func `a whisper crosses processes`() async throws {
        let world = try await Clubhouse.world()
        guard world.db.dialect == .postgres else { return }
        let site = world.site
        let hubs = (0..<2).map { _ in
            RealtimeHub(site.product, site.db, site.tokens, now: site.now, site.log)
        }
        let heard = Mutex<[String]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for hub in hubs { group.addTask { try await hub.run() } }
            for hub in hubs { try await hub.begin() }
            var member = RealtimeMember.listening(in: [RealtimeRoom("bar")]) { _ in }
            member.whisper = { event, _ in heard.withLock { $0.append(event) } }
            for hub in hubs { _ = hub.join(member, since: nil) { _ in } }
            for _ in 0..<500 where heard.withLock({ $0.count < 2 }) {
                await hubs[0].whisper("waved", nil, to: RealtimeRoom("bar"), but: nil)
                try await Task.sleep(for: .milliseconds(20))
            }
            try await Task.sleep(for: .milliseconds(200))
            group.cancelAll()
        }
        #expect(heard.withLock(\.count) >= 2, "the first before the other one listened may be lost")
    }
}
