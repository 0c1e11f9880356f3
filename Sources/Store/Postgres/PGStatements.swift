import CLibPQ
import Kernel

extension PGConnection {
    func run(_ sql: SQL, _ each: (inout Row) throws -> Void) throws -> Int {
        try check(sql)
        let result = try poisoning { try execute(sql) }
        try result.forEach(each)
        return result.changedRows
    }

    /// Checks that the transaction and the statement can run.
    func check(_ sql: SQL) throws {
        if let failure {
            throw DatabaseError(.aborted, "an earlier statement of this transaction failed: \(failure)")
        }
        if let fault = sql.fault { throw fault }
        if interruption.isRequested { throw CancellationError() }
    }

    func poisoning<Output>(_ body: () throws -> Output) throws -> Output {
        do {
            return try body()
        } catch {
            failure = failure ?? error
            throw error
        }
    }

    private func execute(_ sql: SQL) throws -> PGResult {
        let statement = try prepare(sql)
        try parameters.encode(sql.values, as: statement.types)
        return try parameters.withPointers { [self] count, pointers, lengths, formats in
            func send(_ handle: OpaquePointer?) -> Int32 {
                PQsendQueryPrepared(handle, statement.name, count, pointers, lengths, formats, 1)
            }
            guard isHoldingBack else { return try exchange(send) }
            guard let result = try deliver(with: send) else { throw lost() }
            return result
        }
    }

    /// The server's prepared statement for the shape, created on first use.
    func prepare(_ sql: SQL) throws -> Prepared {
        let shape = SQLShape(sql)
        if let known = statements.find(shape) { return known }
        let statement = try prepare(text: sql.text(for: .postgres))
        if let evicted = statements.insert(statement, for: shape) { drop(evicted) }
        return statement
    }

    private func prepare(text: String) throws -> Prepared {
        lastStatement += 1
        let name = "s\(lastStatement)"
        _ = try exchange { PQsendPrepare($0, name, text, 0, nil) }
        let description = try exchange { PQsendDescribePrepared($0, name) }
        let types = (0..<PQnparams(description.raw)).map { PQparamtype(description.raw, $0) }
        return Prepared(name: name, types: types)
    }

    private func drop(_ evicted: Prepared) {
        do {
            _ = try command("DEALLOCATE \(evicted.name)")
        } catch {
            isLost = true
        }
    }
}
