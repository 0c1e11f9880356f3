import CLibPQ
import Kernel

extension PGConnection {
    func run(_ sql: SQL, _ each: (inout Row) throws -> Void) throws -> Int {
        if let failure {
            throw DatabaseError(.aborted, "an earlier statement of this transaction failed: \(failure)")
        }
        if let fault = sql.fault { throw fault }
        if interruption.isRequested { throw CancellationError() }
        let (text, values) = sql.rendered(for: .postgres)
        let result = try poisoning { try execute(text, values) }
        try result.forEach(each)
        return result.changedRows
    }

    private func poisoning(_ body: () throws -> PGResult) throws -> PGResult {
        do {
            return try body()
        } catch {
            failure = failure ?? error
            throw error
        }
    }

    private func execute(_ text: String, _ values: [SQLValue]) throws -> PGResult {
        let statement = try statements.take(text) ?? prepare(text)
        defer { keep(statement, text) }
        try parameters.encode(values, as: statement.types)
        let begin = pendingBegin
        pendingBegin = nil
        return try parameters.withPointers { [self] count, pointers, lengths, formats in
            func send(_ handle: OpaquePointer?) -> Int32 {
                PQsendQueryPrepared(handle, statement.name, count, pointers, lengths, formats, 1)
            }
            guard let begin else { return try exchange(send) }
            return try pipelined(begin, send)
        }
    }

    func prepare(_ text: String) throws -> Prepared {
        lastStatement += 1
        let name = "s\(lastStatement)"
        _ = try exchange { PQsendPrepare($0, name, text, 0, nil) }
        let description = try exchange { PQsendDescribePrepared($0, name) }
        let types = (0..<PQnparams(description.raw)).map { PQparamtype(description.raw, $0) }
        return Prepared(name: name, types: types)
    }

    func keep(_ statement: Prepared, _ text: String) {
        guard let evicted = statements.put(statement, for: text), !isLost else { return }
        let status = PQtransactionStatus(handle)
        guard status == PQTRANS_IDLE || status == PQTRANS_INTRANS else {
            // A failed transaction accepts nothing: the statement stays until the connection ends.
            return
        }
        do {
            _ = try command("DEALLOCATE \(evicted.name)")
        } catch {
            isLost = true
        }
    }

    /// BEGIN and the first statement in one write: one round trip for both.
    private func pipelined(_ begin: String, _ send: (OpaquePointer?) -> Int32) throws -> PGResult {
        var watch = PGWatch(settings.timeout)
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        guard PQsendQueryParams(handle, begin, 0, nil, nil, nil, nil, 0) == 1, send(handle) == 1,
            PQpipelineSync(handle) == 1
        else { throw lost() }
        try flush(&watch)
        let outcome = Result {
            PQclear(try pipelineResult(&watch))
            return PGResult(try pipelineResult(&watch))
        }
        try endPipeline(&watch)
        return try outcome.get()
    }

    /// The result of one statement of a pipeline, and the empty one that ends it.
    func pipelineResult(_ watch: inout PGWatch) throws -> OpaquePointer {
        guard let result = try nextResult(&watch) else { throw lost() }
        while let extra = try nextResult(&watch, dropping: result) { PQclear(extra) }
        if Self.isFine(result) { return result }
        defer { PQclear(result) }
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
