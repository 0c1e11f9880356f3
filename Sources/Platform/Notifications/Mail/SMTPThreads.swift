import CCurl
import Dispatch
import Synchronization

/// A few threads for SMTP, each with a libcurl handle that keeps its connection open for the next e-mail.
///
/// They are outside the pool of Swift tasks, which must not block. Callers queue behind the least busy thread. There
/// are never more threads than workers of the mail queue.
final class SMTPThreads: Sendable {
    private let lines: [Line]
    private let loads: Mutex<[Int]>

    init(count: Int) {
        let count = max(1, count)
        lines = (0..<count).map { Line(number: $0) }
        loads = Mutex(Array(repeating: 0, count: count))
    }

    func run<Outcome: Sendable>(
        _ work: @escaping @Sendable (UnsafeMutableRawPointer?) -> Outcome
    ) async -> Outcome {
        let number = loads.withLock { loads in
            let idlest = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            loads[idlest] += 1
            return idlest
        }
        defer { loads.withLock { $0[number] -= 1 } }
        return await lines[number].run(work)
    }

    /// A serial queue, so that the handle has one user at a time.
    private final class Line: @unchecked Sendable {
        private let queue: DispatchQueue
        private var handle: UnsafeMutableRawPointer?

        init(number: Int) {
            queue = DispatchQueue(label: "portico.smtp.\(number)")
        }

        deinit {
            if let handle { curl_easy_cleanup(handle) }
        }

        func run<Outcome: Sendable>(
            _ work: @escaping @Sendable (UnsafeMutableRawPointer?) -> Outcome
        ) async -> Outcome {
            await withCheckedContinuation { waiter in
                queue.async { [self] in
                    if handle == nil { handle = curl_easy_init() }
                    let outcome = work(handle)
                    // The options are reset; the connection stays.
                    if let handle { curl_easy_reset(handle) }
                    waiter.resume(returning: outcome)
                }
            }
        }
    }
}
