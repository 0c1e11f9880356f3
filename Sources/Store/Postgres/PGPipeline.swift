import CLibPQ
import Kernel

/// A connection that carries the single statements of many callers at once.
///
/// All jobs that wait when the lane is free are sent in one write and answered together: the round trip, the
/// system calls and the change of threads are paid once for all. The statements are one implicit reading
/// transaction; each has its own snapshot. When one of them fails the server skips the following ones, and
/// they are sent again.
///
/// `@unchecked Sendable`: only its lane's thread uses it.
final class PGPipeline: LaneConnection, @unchecked Sendable {
    private let connection: PGConnection
    /// The answers to the statements of the running job.
    private var answers: [Answer] = []

    private typealias Answer = Result<PGResult, any Error>

    /// Limit for callers in one exchange: the last one waits for the first.
    private static let width = 16

    init(_ settings: PGConnection.Settings) throws {
        var settings = settings
        settings.isReadOnly = true
        connection = try PGConnection(settings)
    }

    func begin(_ interruption: Interruption) throws {
        try connection.begin(interruption)
    }

    /// Does nothing: a shared exchange is not stopped for one caller.
    func wake() {}

    func disconnect() {
        connection.disconnect()
    }

    /// The received rows of the running job.
    func rows(_ statement: Int, _ each: (inout Row) throws -> Void) throws {
        if let failure = answers.first(where: \.hasFailed) { _ = try failure.get() }
        try answers[statement].get().forEach(each)
    }

    /// The body of the lane's thread.
    @Sendable static func serve(_ queue: LaneQueue<PGPipeline>, _ pipeline: PGPipeline) {
        while true {
            let batch = queue.nextBatch(upTo: width)
            guard !batch.isEmpty else { break }
            var waiting = batch.filter { queue.start($0, on: pipeline) }
            while !waiting.isEmpty { waiting = pipeline.exchange(waiting, queue) }
        }
        pipeline.disconnect()
    }
}

extension PGPipeline {
    private typealias Asked = (job: LaneTask<PGPipeline>, statements: [PGConnection.Bound])

    /// Answers jobs in one exchange; returns the jobs skipped by the server.
    private func exchange(
        _ jobs: [LaneTask<PGPipeline>],
        _ queue: LaneQueue<PGPipeline>
    ) -> [LaneTask<PGPipeline>] {
        var open = jobs[...]
        var skipped: [LaneTask<PGPipeline>] = []
        do {
            try begin(Interruption())
            let asked = jobs.compactMap { job in prepared(job, queue) }
            open = asked.map(\.job)[...]
            guard !asked.isEmpty else { return [] }
            var watch = PGWatch(connection.settings.timeout)
            try send(asked, &watch)
            for (job, statements) in asked {
                let answers = try statements.map { _ in try receive(&watch) }
                open = open.dropFirst()
                // A job with a failed statement has its answer, although the rest of it was skipped.
                let known = answers.compactMap(\.self)
                let isAnswered = known.count == answers.count || known.contains { $0.hasFailed }
                if isAnswered { finish(job, known, queue) } else { skipped.append(job) }
            }
            try connection.endPipeline(&watch)
        } catch {
            for job in open + skipped { finish(job, [.failure(error)], queue) }
            return []
        }
        return skipped
    }

    /// A statement that is new to the server is prepared first, separately.
    private func prepared(_ job: LaneTask<PGPipeline>, _ queue: LaneQueue<PGPipeline>) -> Asked? {
        do {
            let statements = try job.statements.map { sql in
                if let fault = sql.fault { throw fault }
                return try connection.bound(sql)
            }
            return (job, statements)
        } catch {
            finish(job, [.failure(error)], queue)
            return nil
        }
    }

    private func send(_ asked: [Asked], _ watch: inout PGWatch) throws {
        guard PQenterPipelineMode(connection.handle) == 1 else { throw connection.lost() }
        for statement in asked.flatMap(\.statements) { try connection.send(statement) }
        guard PQpipelineSync(connection.handle) == 1 else { throw connection.lost() }
        try connection.flush(&watch)
    }

    /// Nil for a statement that the server skipped after a failure.
    private func receive(_ watch: inout PGWatch) throws -> Answer? {
        do {
            return try connection.pipelineResult(&watch).map { .success(PGResult($0)) }
        } catch {
            guard !connection.isLost else { throw error }
            return .failure(error)
        }
    }

    private func finish(_ job: LaneTask<PGPipeline>, _ answers: [Answer], _ queue: LaneQueue<PGPipeline>) {
        self.answers = answers
        var failure: (any Error)?
        do {
            try job.work(self)
        } catch {
            failure = error
        }
        queue.settle(job)
        queue.finish(job, failure)
    }
}

extension Result {
    fileprivate var hasFailed: Bool {
        if case .failure = self { true } else { false }
    }
}
