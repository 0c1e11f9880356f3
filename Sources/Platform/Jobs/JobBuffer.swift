import Synchronization

/// Claimed jobs that wait for a worker, limited by queue, so that a slow process does not hoard jobs.
final class JobBuffer: Sendable {
    private struct Lane {
        var waiting: [JobRow] = []
        var idle: [CheckedContinuation<JobRow?, Never>] = []
    }

    private struct State {
        var lanes: [String: Lane] = [:]
        var isClosed = false
    }

    /// Claims are cheap by the dozen and expensive one by one.
    private static let roomPerWorker = 8

    private let state = Mutex(State())
    /// Called when a queue's buffer is half empty.
    private let refill: @Sendable () -> Void

    init(refill: @escaping @Sendable () -> Void) {
        self.refill = refill
    }

    /// The number of jobs to claim now; none while the queue's buffer is more than half full.
    func room(in queue: JobQueue) -> Int {
        state.withLock { state in
            let lane = state.lanes[queue.name] ?? Lane()
            let most = queue.workers * Self.roomPerWorker
            return state.isClosed || lane.waiting.count > most / 2 ? 0 : most - lane.waiting.count
        }
    }

    /// False when the buffer is closed; the jobs then stay with the caller.
    func put(_ jobs: [JobRow], in queue: JobQueue) -> Bool {
        let handed: [(CheckedContinuation<JobRow?, Never>, JobRow)]? = state.withLock { state in
            guard !state.isClosed else { return nil }
            var lane = state.lanes[queue.name] ?? Lane()
            lane.waiting += jobs
            let count = min(lane.waiting.count, lane.idle.count)
            let handed = Array(zip(lane.idle.prefix(count), lane.waiting.prefix(count)))
            lane.idle.removeFirst(count)
            lane.waiting.removeFirst(count)
            state.lanes[queue.name] = lane
            return handed
        }
        guard let handed else { return false }
        for (worker, job) in handed { worker.resume(returning: job) }
        return true
    }

    /// The leases of the waiting jobs.
    var leases: Set<JobStore.Lease> {
        state.withLock { Set($0.lanes.values.flatMap(\.waiting).map(JobStore.Lease.init)) }
    }

    /// Drops waiting jobs that another process has taken over.
    func drop(_ lost: Set<JobStore.Lease>) {
        guard !lost.isEmpty else { return }
        state.withLock { state in
            for name in state.lanes.keys {
                state.lanes[name]?.waiting.removeAll { lost.contains(JobStore.Lease($0)) }
            }
        }
    }

    /// The next job for a worker; nil when the buffer is closed.
    func next(in queue: JobQueue) async -> JobRow? {
        await withCheckedContinuation { worker in
            let (isAnswered, job, isLow) = state.withLock { state in
                guard !state.isClosed else { return (true, JobRow?.none, false) }
                var lane = state.lanes[queue.name] ?? Lane()
                defer { state.lanes[queue.name] = lane }
                guard !lane.waiting.isEmpty else {
                    lane.idle.append(worker)
                    return (false, nil, true)
                }
                let job = lane.waiting.removeFirst()
                return (true, job, lane.waiting.count <= queue.workers * Self.roomPerWorker / 2)
            }
            if isAnswered { worker.resume(returning: job) }
            if isLow { refill() }
        }
    }

    /// Stops the workers; returns the jobs that have not begun.
    func close() -> [JobRow] {
        let lanes = state.withLock { state in
            state.isClosed = true
            defer { state.lanes = [:] }
            return state.lanes.values
        }
        for worker in lanes.flatMap(\.idle) { worker.resume(returning: nil) }
        return lanes.flatMap(\.waiting)
    }
}
