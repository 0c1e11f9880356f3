import CLibPQ
import Kernel

extension PGConnection {
    /// Like `run`, but passes on each row as it arrives; only a few rows are in memory at a time.
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

    /// Receives rows one by one; when the caller stops, the server is cancelled and the rest is discarded.
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
                // The caller's time for a row does not count for the server.
                if !watch.isCancelled { watch.deadline = PGWatch(settings.timeout).deadline }
            } catch {
                problem = error
                if isRow { askToStop(&watch) }
            }
        }
        if let problem { throw problem }
    }
}
