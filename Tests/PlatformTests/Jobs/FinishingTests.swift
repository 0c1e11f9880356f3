import Kernel
import Synchronization
import TestKit
import Testing

@testable import Platform

@Suite("recorded outcomes")
struct FinishingTests {
    @Test func `is noted when the database is too busy at first, and though nobody waits for it any more`()
        async throws
    {
        let tries = Mutex(0)
        let caller = Task {
            try await finishing {
                let count = tries.withLock { tries in
                    tries += 1
                    return tries
                }
                guard count == 4 else { throw Problem(.overloaded, retryAfter: 1) }
                return count
            }
        }
        caller.cancel()
        #expect(try await caller.value == 4)
    }

    @Test func `is not tried again when it failed for another reason`() async throws {
        let tries = Mutex(0)
        await #expect(throws: TestFailure.self) {
            try await finishing {
                tries.withLock { $0 += 1 }
                throw TestFailure("no")
            }
        }
        #expect(tries.withLock { $0 } == 1)
    }
}
