import Dispatch
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite("real time")
struct RealtimeTests {
    @Test func `an event reaches everyone in its rooms and nobody else, once it is committed`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let anna = try await live.socket("/ws", as: .anna)
            let bruno = try await live.socket("/ws", as: .bruno)
            try await anna.wait { $0.events == ["ready"] }
            try await bruno.wait { $0.events == ["ready"] }

            await #expect(throws: Newsstand.Refused.self) {
                try await world.db.write { tx in
                    try Realtime.publish("never", to: [.readers], [:], tx)
                    throw Newsstand.Refused()
                }
            }
            try await world.db.write { tx in
                try Realtime.publish(
                    "private",
                    to: [.account(try Newsstand.account(of: .anna, tx))],
                    ["n": 1],
                    tx
                )
            }
            try await world.publish("paper:out", to: [.readers], ["n": 2])

            try await anna.wait { $0.events.count == 3 }
            try await bruno.wait { $0.events.count == 2 }
            #expect(anna.events == ["ready", "private", "paper:out"])
            #expect(bruno.events == ["ready", "paper:out"])
            #expect(bruno.documents.last?["data"]?["n"] == 2)
            #expect(anna.ids == anna.ids.sorted() && Set(anna.ids.dropFirst()).count == 2)
        }
    }

    @Test func `someone in two rooms of one event hears it once`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let anna = try await live.socket("/ws", as: .anna)
            try await anna.wait { $0.events == ["ready"] }
            try await world.db.write { tx in
                let own = RealtimeRoom.account(try Newsstand.account(of: .anna, tx))
                try Realtime.publish("both", to: [.readers, own], nil, tx)
                try Realtime.publish("last", to: [own], nil, tx)
            }
            try await anna.wait { $0.events.last == "last" }
            #expect(anna.events == ["ready", "both", "last"])
        }
    }

    @Test func `a returning client receives missed events in order, from memory or from the database`()
        async throws
    {
        let world = try await Newsstand.world()
        try await world.publish("one", to: [.readers])
        try await world.publish("two", to: [.readers])
        try await world.live { live in
            let first = try await live.socket("/ws", as: .anna, query: "?since=0")
            try await first.wait { $0.events.count == 3 }
            #expect(first.events == ["ready", "one", "two"])
            let one = try #require(first.id(of: "one"))
            first.cut()
            try await world.publish("three", to: [.readers])
            let second = try await live.socket("/ws", as: .anna, query: "?since=\(one)")
            try await second.wait { $0.events.count == 3 }
            #expect(second.events == ["ready", "two", "three"])
            let headers = [
                "Authorization": "Bearer \(try await world.token(of: .anna))", "Last-Event-ID": "\(one)",
            ]
            let third = try await SocketClient.connect(to: live.port, "/ws", headers: headers)
            try await third.wait { $0.events.count == 3 }
            #expect(third.events == ["ready", "two", "three"], "as an event source asks")
        }
    }

    @Test func `a client with an unknown event, or after too long an absence, has to reload`() async throws {
        let world = try await Newsstand.world()
        for number in 1...4 { try await world.publish("\(number)", to: [.readers]) }
        try await world.db.write { tx in _ = try RealtimeStore.number(atMost: 9, tx) }
        try await world.db.write { tx in _ = try tx.execute("DELETE FROM realtime_event WHERE position < 3") }
        try await world.live { live in
            let lost = try await live.socket("/ws", as: .anna, query: "?since=1")
            try await lost.wait { $0.events == ["reset"] }
            #expect(lost.events == ["reset"] && lost.ids == [4])
            let known = try await live.socket("/ws", as: .anna, query: "?since=2")
            try await known.wait { $0.events.count == 3 }
            #expect(known.events == ["ready", "3", "4"])
            let strange = try await live.socket("/ws", as: .anna, query: "?since=999")
            try await strange.wait { $0.events == ["reset"] }
            #expect(strange.events == ["reset"])
        }
    }

    @Test
    func `fifty transactions at once, with readers who come and go: nothing is lost, nothing comes twice`()
        async throws
    {
        let world = try await Newsstand.world()
        try await world.live { live in
            let steady = try await live.socket("/ws", as: .anna)
            try await steady.wait { $0.events == ["ready"] }
            async let publishing: [Void] = world.atOnce(50) { number in
                try await world.publish("e\(number)a", "e\(number)b", to: [.readers])
            }
            var seen: [Int64] = [try #require(steady.ids.first)]
            var events: [String] = []
            while events.count < 100 {
                let client = try await live.socket("/ws", as: .bruno, query: "?since=\(seen.last ?? 0)")
                try await client.wait { $0.ids.count > 1 || $0.isGone }
                client.cut()
                try await client.wait(until: \.isGone)
                let fresh = client.documents.filter { $0["event"] != "ready" }
                seen += fresh.compactMap { $0["id"]?.integerValue }
                events += fresh.compactMap { $0["event"]?.stringValue }
            }
            _ = try await publishing
            try await steady.wait { $0.events.count >= 101 }
            let wanted = Set((0..<50).flatMap { ["e\($0)a", "e\($0)b"] })
            #expect(steady.events.count == 101 && Set(steady.events.dropFirst()) == wanted)
            #expect(events.count == 100 && Set(events) == wanted, "pieced together from many connections")
            #expect(steady.ids == steady.ids.sorted())
            #expect(events == Array(steady.events.dropFirst()), "everyone hears the same order")
            for number in 0..<50 {
                let (a, b) = (events.firstIndex(of: "e\(number)a"), events.firstIndex(of: "e\(number)b"))
                #expect(try #require(a) < #require(b), "a transaction's events keep their order")
            }
        }
    }

    @Test func `numbers are given in the order of the commits, not of the writes`() async throws {
        let world = try await Newsstand.world()
        guard world.db.dialect == .postgres else { return }
        try await world.live { live in
            let anna = try await live.socket("/ws", as: .anna)
            try await anna.wait { $0.events == ["ready"] }
            let (written, hasWritten) = AsyncStream.makeStream(of: Void.self)
            let mayCommit = DispatchSemaphore(value: 0)
            async let slow = world.db.write { tx in
                try Realtime.publish("slow", to: [.readers], nil, tx)
                hasWritten.yield()
                _ = mayCommit.wait(timeout: .now() + .seconds(60))
            }
            for await _ in written { break }
            try await world.publish("quick", to: [.readers])
            try await anna.wait { $0.events.contains("quick") }
            let mark = try #require(anna.ids.last)
            #expect(anna.events == ["ready", "quick"])
            mayCommit.signal()
            _ = try await slow
            let later = try await live.socket("/ws", as: .anna, query: "?since=\(mark)")
            try await later.wait { $0.events.count == 2 }
            #expect(later.events == ["ready", "slow"], "a later commit has a later id")
        }
    }

    @Test func `after a day they are forgotten, but never the newest`() async throws {
        let world = try await Newsstand.world()
        for number in 1...3 { try await world.publish("\(number)", to: [.readers]) }
        if world.db.dialect == .postgres {
            try await world.db.write { tx in _ = try RealtimeStore.number(atMost: 9, tx) }
        }
        world.clock.advance(by: .hours(25))
        try await world.tick()
        let left = try await world.db.read { tx in
            try tx.values("SELECT event FROM realtime_event", as: String.self)
        }
        #expect(left == ["3"])
        try await world.publish("4", to: [.readers])
        let newest = try await world.db.write { tx in
            _ = try RealtimeStore.number(atMost: 9, tx)
            return try RealtimeStore.newest(tx)
        }
        #expect(newest == 4)
    }

    @Test func `a payload that is too large is left out`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let anna = try await live.socket("/ws", as: .anna)
            try await anna.wait { $0.events == ["ready"] }
            try await world.publish("big", to: [.readers], .string(String(repeating: "x", count: 20_000)))
            try await anna.wait { $0.events.count == 2 }
            #expect(anna.documents.last?["data"] == .null)
        }
    }
}
