import CLibPQ
import Kernel

extension PGConnection {
    /// As `run`, but each row is handed over when it arrives; never more than a few of them are in memory.
    func stream(_ sql: SQL, _ each: (inout Row) throws -> Void) throws {
        try check(sql)
        try poisoning {
            if isHoldingBack { try deliver() }
            try receive(rowsOf: sql, each)
        }
    }

    private func receive(rowsOf sql: SQL, _ each: (inout Row) throws -> Void) throws {
        let statement = try prepare(sql)
        try parameters.encode(sql.values, as: statement.types)
        var watch = PGWatch(settings.timeout)
        let isSent = try parameters.withPointers { count, pointers, lengths, formats in
            PQsendQueryPrepared(handle, statement.name, count, pointers, lengths, formats, 1)
        }
        guard isSent == 1, PQsetSingleRowMode(handle) == 1 else { throw lost() }
        try flush(&watch)
        try receive(&watch, each)
    }

    /// Rows one by one; whoever wants no more of them has the server stop, and the rest is thrown away.
    private func receive(_ watch: inout PGWatch, _ each: (inout Row) throws -> Void) throws {
        var problem: (any Error)?
        while let result = try nextResult(&watch) {
            defer { PQclear(result) }
            let isRow = PQresultStatus(result) == PGRES_SINGLE_TUPLE
            guard problem == nil else { continue }
            do {
                if !isRow, !Self.isFine(result) { throw self.error(result) }
                guard isRow else { continue }
                var row = Row(.postgres(result, row: 0))
                try each(&row)
                // What the caller does with a row is none of the server's time.
                if !watch.isCancelled { watch.deadline = PGWatch(settings.timeout).deadline }
            } catch {
                problem = error
                if isRow { askToStop(&watch) }
            }
        }
        if let problem { throw problem }
    }
}
