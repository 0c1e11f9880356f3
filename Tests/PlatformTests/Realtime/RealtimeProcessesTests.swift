import Kernel
import Store
import Synchronization
import TestKit
import Testing

@testable import Platform

@Suite("two processes")
struct RealtimeProcessesTests {
    @Test func `over one database hear the same events in the same order, and none twice`() async throws {
        let world = try await Newsstand.world()
        let site = world.site
        let hubs = (0..<2).map { _ in RealtimeHub(site.product, site.db, site.tokens, now: site.now, site.log)
        }
        let told = [Told(), Told()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, hub) in hubs.enumerated() {
                group.addTask { try await hub.run() }
                try await hub.begin()
                let member = RealtimeMember.listening(in: [.readers]) { event in
                    told[index].add(event)
                }
                _ = hub.join(member, since: 0) { _ in }
            }
            _ = try await world.atOnce(50) { number in
                try await world.publish("e\(number)", "f\(number)", to: [.readers])
            }
            for _ in 0..<2_000 where told.contains(where: { $0.events.count < 100 }) {
                try await Task.sleep(for: .milliseconds(10))
            }
            group.cancelAll()
        }
        let heard = told.map { $0.events.map(\.name) }
        #expect(heard[0].count == 100 && Set(heard[0]).count == 100)
        #expect(heard[0] == heard[1])
        let positions = told[0].events.map(\.position)
        #expect(positions == Array(1...100), "no number is left out or given twice")
    }

    @Test func `Socket.IO gives the same events, and is asked for the token at its door`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let token = try await world.token(of: .anna)
            let client = try await SocketClient.connect(
                to: live.port,
                "/socket.io/?EIO=4&transport=websocket"
            )
            client.send(#"40{"token":"\#(token)","since":0}"#)
            try await client.wait { $0.texts.contains { $0.hasPrefix("42[\"ready\"") } }
            try await world.publish("paper:out", to: [.readers], ["n": 2])
            try await client.wait { $0.texts.contains { $0.hasPrefix("42[\"paper:out\"") } }
            #expect(client.texts.first?.hasPrefix("0{") == true)
            #expect(client.texts.dropFirst().first?.hasPrefix("40{\"sid\"") == true)
            #expect(
                client.texts.last?.hasPrefix(#"42["paper:out",{"n":2},{"id":1,"at":""#) == true,
                "\(client.texts)"
            )
            #expect(world.site.realtime.count == 1)
            client.send("41")
            try await client.wait { _ in world.site.realtime.count == 0 }
            #expect(world.site.realtime.count == 0)

            let stranger = try await SocketClient.connect(
                to: live.port,
                "/socket.io/?EIO=4&transport=websocket"
            )
            stranger.send(#"40{"token":"forged"}"#)
            try await stranger.wait { $0.texts.contains { $0.hasPrefix("44") } }
            #expect(stranger.texts.last == #"44{"message":"unauthenticated"}"#)
        }
    }

    @Test func `a client of Socket.IO whose session ends is sent away`() async throws {
        let world = try await Newsstand.world()
        try await world.live { live in
            let login = try await world.anonymous.post(
                "/auth/login",
                ["email": .string(Person.anna.email), "password": .string(Person.anna.password)]
            )
            let token = try #require(login["access_token"]?.stringValue)
            let client = try await SocketClient.connect(
                to: live.port,
                "/socket.io/?EIO=4&transport=websocket"
            )
            client.send(#"40{"token":"\#(token)"}"#)
            try await client.wait { $0.texts.contains { $0.hasPrefix("42[\"ready\"") } }
            #expect(try await world.as(.anna).delete("/users/me/sessions").status == 204)
            try await client.wait { $0.texts.contains("41") && world.site.realtime.count == 0 }
            #expect(client.texts.contains("41") && world.site.realtime.count == 0)
        }
    }
}

private final class Told: Sendable {
    private let list = Mutex<[RealtimeEvent]>([])

    var events: [RealtimeEvent] { list.withLock { $0 } }
    func add(_ event: RealtimeEvent) { list.withLock { $0.append(event) } }
}
