import Dispatch
import Kernel
import Testing

@testable import Platform

@Suite struct ThreadPoolTests {
    @Test func `who waits too long is refused, whoever waits less is served`() async throws {
        let threadPool = ThreadPool("test", threads: 1, maxQueue: 100, patience: .milliseconds(200))
        let gate = DispatchSemaphore(value: 0)
        async let first: Void = threadPool.run { gate.wait() }
        try await Task.sleep(for: .milliseconds(50))

        let late = await withTaskGroup(of: Problem?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        try await threadPool.run {}
                        return nil
                    } catch {
                        return error as? Problem
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        async let soon: Int = threadPool.run { 7 }
        gate.signal()

        #expect(late.allSatisfy { $0?.code == .overloaded && $0?.retryAfter == 5 })
        #expect(try await soon == 7)
        try await first
        try await Task.sleep(for: .milliseconds(300))
        #expect(try await threadPool.run { 8 } == 8, "a served call is not refused afterwards")
    }

    @Test(.timeLimit(.minutes(1)))
    func `one caller never has all threads, and everything of theirs is done in the end`() async throws {
        let threadPool = ThreadPool("test", threads: 3, maxQueue: 100, patience: .seconds(50))
        let gate = DispatchSemaphore(value: 0)
        let started = DispatchSemaphore(value: 0)
        let count = 20

        let mine = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<count {
                    group.addTask {
                        try await threadPool.run(for: "mine") {
                            started.signal()
                            gate.wait()
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        for _ in 0..<2 { await started.arrived() }
        for number in 0..<5 { #expect(try await threadPool.run(for: "yours") { number } == number) }
        #expect(started.wait(timeout: .now()) == .timedOut, "the third thread belongs to neither of them")

        for _ in 0..<count { gate.signal() }
        try await mine.value
    }
}

extension DispatchSemaphore {
    /// Waits without holding a thread of the tasks.
    fileprivate func arrived() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                self.wait()
                continuation.resume()
            }
        }
    }
}
