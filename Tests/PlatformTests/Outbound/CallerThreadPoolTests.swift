import Foundation
import Kernel
import Testing

@testable import Platform

@Suite struct CallerThreadPoolTests {
    @Test func `what neither a thread nor the queue can take is refused at once`() async throws {
        let server = try FarServer.shared()
        let caller = HTTPCaller(threads: 2, maxQueue: 3)

        let failures = await withTaskGroup(of: HTTPFailure?.self) { group in
            for _ in 0..<40 {
                group.addTask { await failure(caller, .init("GET", "\(server.root)/nap?0.4")) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        // Two under way and three waiting; none of them fails.
        #expect(failures.filter { $0 == nil }.count == 5)
        #expect(failures.filter { $0 == .overloaded }.count == 35)
        #expect(await failure(caller, .init("GET", "\(server.root)/")) == nil)
    }

    @Test func `many calls at once are all answered, each with its own answer`() async throws {
        let server = try FarServer.shared()
        let caller = HTTPCaller(threads: 8, maxQueue: 500)

        let answers = try await withThrowingTaskGroup(of: (Int, JSONValue?).self) { group in
            for index in 0..<300 {
                group.addTask {
                    let answer = try await caller.call(.init("GET", "\(server.root)/\(index)"))
                    return (index, try JSONValue(parsing: answer.body)["path"])
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }

        #expect(answers.count == 300)
        #expect(answers.allSatisfy { $0.value == .string("/\($0.key)") })
    }

    @Test func `a cancelled call ends soon, waiting or under way`() async throws {
        let server = try FarServer.shared()
        let caller = HTTPCaller(threads: 1)
        let start = ContinuousClock.now

        let underWay = Task { await failure(caller, .init("GET", "\(server.root)/cancelled/hang")) }
        try await server.hasSeen("/cancelled/hang")
        let waiting = Task { await failure(caller, .init("GET", "\(server.root)/")) }
        while caller.threadPool.waiting == 0 { try await Task.sleep(for: .milliseconds(2)) }
        waiting.cancel()
        #expect(await waiting.value == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(8))
        underWay.cancel()

        #expect(await underWay.value == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(12))
        #expect(await failure(caller, .init("GET", "\(server.root)/")) == nil)
    }

    @Test func `a call that has waited for its whole time is not made`() async throws {
        let server = try FarServer.shared()
        let caller = HTTPCaller(threads: 1)

        let first = Task { await failure(caller, .init("GET", "\(server.root)/outwaited/nap?1")) }
        try await server.hasSeen("/outwaited/nap")
        let second = await failure(caller, .init("GET", "\(server.root)/", timeout: .milliseconds(100)))

        #expect(second == .overloaded)
        #expect(await first.value == nil)
    }
}
