import Kernel
import Testing

@testable import Web

@Suite struct EngineSessionTests {
    @Test func `a session has one try for each namespace, and the third refusal ends it`() async throws {
        let tries = Counter()
        let server = SocketIOServer([
            "/": SocketIONamespace(connect: { _, _ in
                tries.add(1)
                throw SocketIORefusal("unauthenticated")
            })
        ])
        let session = EngineSession(id: "a", server)
        session.begin()

        _ = await session.receive((0..<50).map { .text("40{\"token\":\"pst_\($0)\"}") })

        for _ in 0..<400 where !session.outlet.isOver { try await Task.sleep(for: .milliseconds(5)) }
        #expect(session.outlet.isOver)
        #expect(tries.value == 1)
    }

    @Test func `more packets than anyone has to say end a session`() async throws {
        var options = SocketIOOptions()
        options.maxPackets = 20
        let session = EngineSession(id: "a", SocketIOServer([:], options))
        session.begin()

        let isTaken = await session.receive((0..<20).map { _ in .text("3") })
        #expect(isTaken && !session.outlet.isOver)
        let isMoreTaken = await session.receive([.text("3")])
        #expect(!isMoreTaken)
        #expect(session.outlet.isOver)
    }
}
