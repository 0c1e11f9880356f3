import CLibPQ
import Kernel

extension PGConnection {
    /// A prepared statement with its values, ready to be sent with others.
    struct Bound {
        let statement: Prepared
        let parameters: PGParameters
    }

    func bound(_ sql: SQL) throws -> Bound {
        let statement = try prepare(sql)
        var parameters = PGParameters()
        try parameters.encode(sql.values, as: statement.types)
        return Bound(statement: statement, parameters: parameters)
    }

    private static let maximumPosted = 64

    /// Sends the statement with the next awaited one, at the latest with the COMMIT.
    func post(_ sql: SQL) throws {
        try check(sql)
        try poisoning {
            posted.append(try bound(sql))
            if posted.count >= Self.maximumPosted { try deliver() }
        }
    }

    /// Whether something has to be sent before, or with, the next statement.
    var isHoldingBack: Bool { pendingBegin != nil || !posted.isEmpty }

    func deliver() throws {
        _ = try deliver(with: { _ in 1 }, answers: 0)
    }

    /// BEGIN, posted statements and `last` in one write and one round trip; returns the result of the last.
    func deliver(with last: (OpaquePointer?) -> Int32, answers: Int = 1) throws -> PGResult? {
        var watch = PGWatch(settings.timeout)
        let (begin, posts) = (pendingBegin, posted)
        pendingBegin = nil
        posted = []
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        if let begin, send(begin) != 1 { throw lost() }
        for post in posts { try send(post) }
        guard last(handle) == 1, PQpipelineSync(handle) == 1 else { throw lost() }
        try flush(&watch)
        let count = (begin == nil ? 0 : 1) + posts.count + answers
        let outcome = try results(count, &watch)
        try endPipeline(&watch)
        return try outcome.get()
    }

    func send(_ text: String) -> Int32 {
        PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0)
    }

    /// Sends in a pipeline.
    func send(_ bound: Bound) throws {
        let isSent = try bound.parameters.withPointers { count, pointers, lengths, formats in
            PQsendQueryPrepared(handle, bound.statement.name, count, pointers, lengths, formats, 1)
        }
        guard isSent == 1 else { throw lost() }
    }

    /// The last of `count` results, or the first error: the server skips everything after it.
    private func results(_ count: Int, _ watch: inout PGWatch) throws -> Result<PGResult?, any Error> {
        var outcome = Result<PGResult?, any Error>.success(nil)
        for _ in 0..<count {
            do {
                guard let result = try pipelineResult(&watch) else { continue }
                outcome = .success(PGResult(result))
            } catch {
                if isLost { throw error }
                outcome = .failure(error)
            }
        }
        return outcome
    }

    /// The result of one pipelined statement, including its empty end result; nil for a skipped statement.
    func pipelineResult(_ watch: inout PGWatch) throws -> OpaquePointer? {
        guard let result = try nextResult(&watch) else { throw lost() }
        while let extra = try nextResult(&watch, dropping: result) { PQclear(extra) }
        if Self.isFine(result) { return result }
        defer { PQclear(result) }
        if PQresultStatus(result) == PGRES_PIPELINE_ABORTED { return nil }
        throw error(result)
    }

    func endPipeline(_ watch: inout PGWatch) throws {
        guard !isLost else { return }
        guard let result = try nextResult(&watch) else { throw lost() }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_PIPELINE_SYNC, PQexitPipelineMode(handle) == 1 else {
            throw lost()
        }
    }
}
