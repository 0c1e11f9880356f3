import CLibPQ

/// The answer to one statement; the object frees it.
final class PGResult {
    let raw: OpaquePointer

    init(_ raw: OpaquePointer) {
        self.raw = raw
    }

    deinit {
        PQclear(raw)
    }

    var rowCount: Int32 { PQntuples(raw) }

    func forEach(_ each: (inout Row) throws -> Void) throws {
        for index in 0..<rowCount {
            var row = Row(.postgres(raw, row: index))
            try each(&row)
        }
    }

    /// The server's tag after a command: `COMMIT`, `INSERT 0 1`.
    var tag: String {
        PQcmdStatus(raw).map { String(cString: $0) } ?? ""
    }

    var changedRows: Int {
        PQcmdTuples(raw).flatMap { Int(String(cString: $0)) } ?? 0
    }
}
