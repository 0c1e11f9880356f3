import CLibPQ

extension PGConnection {
    /// The connection is gone.
    func lost() -> DatabaseError {
        isLost = true
        return DatabaseError(.connection, code: "08006", Self.message(of: handle))
    }

    /// The server's error; without a result, the connection is lost.
    func error(_ result: OpaquePointer?) -> any Error {
        guard let result, let code = Self.field("C", of: result) else { return lost() }
        if code == "57014", interruption.isRequested { return CancellationError() }
        let kind = Self.kind(code, result)
        if kind == .connection { isLost = true }
        let message = Self.field("M", of: result) ?? ""
        let detail = Self.field("D", of: result).map { " (\($0))" } ?? ""
        // The plan predates a migration: the next attempt prepares it again.
        if code == "26000" || code == "0A000" && message.contains("cached plan") {
            isLost = true
            return DatabaseError(.serialization, code: code, message)
        }
        return DatabaseError(kind, code: code, message + detail)
    }

    private static func kind(_ code: String, _ result: OpaquePointer) -> DatabaseError.Kind {
        let constraint = field("n", of: result) ?? ""
        switch code {
        case "23505": return .unique(constraint)
        case "23503": return .foreignKey(constraint)
        case "23514": return .check(constraint)
        case "23P01": return .exclusion(constraint)
        case "23502": return .notNull("\(field("t", of: result) ?? "").\(field("c", of: result) ?? "")")
        case "40001": return .serialization
        case "40P01": return .deadlock
        case "55P03": return .busy
        case "57014": return .timeout
        case "53100", "53200": return .full
        case "25006": return .readOnly
        case "25P02": return .aborted
        default: return code.hasPrefix("08") || code.hasPrefix("57P") ? .connection : .other
        }
    }

    /// A field of an error, by its letter in the protocol.
    private static func field(_ letter: Unicode.Scalar, of result: OpaquePointer) -> String? {
        PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
    }
}
