import Dispatch
import Kernel
import Testing

@testable import Platform

@Suite struct CrewTests {
    @Test func `who waits too long is refused, whoever waits less is served`() async throws {
        let crew = Crew("test", threads: 1, maxQueue: 100, patience: .milliseconds(200))
        let gate = DispatchSemaphore(value: 0)
        async let first: Void = crew.run { gate.wait() }
        try await Task.sleep(for: .milliseconds(50))

        let late = await withTaskGroup(of: Problem?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        try await crew.run {}
                        return nil
                    } catch {
                        return error as? Problem
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        async let soon: Int = crew.run { 7 }
        gate.signal()

        #expect(late.allSatisfy { $0?.code == .overloaded && $0?.retryAfter == 5 })
        #expect(try await soon == 7)
        try await first
        try await Task.sleep(for: .milliseconds(300))
        #expect(try await crew.run { 8 } == 8, "what was served is not refused afterwards")
    }
}
