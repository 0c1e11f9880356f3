import Kernel

/// One step of the schema; it never changes after it has been applied.
///
/// The text may use `{id} {instant} {date} {json} {bool} {int} {real} {text} {bytes}` for types, `{strict}`
/// after a table, and lines `--pg`, `--sqlite`, `--all` that select the engine of the following lines.
public struct Migration: Sendable {
    public let id: String
    let text: String

    public init(id: String, _ text: StaticString) {
        self.init(id: id, text: text.description)
    }

    /// A text that the store itself composes.
    init(id: String, text: String) {
        self.id = id
        self.text = text
    }

    /// 128-bit FNV-1a: it detects a changed text, but does not protect against an attacker.
    var checksum: String {
        var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
        for byte in text.utf8 {
            hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
        }
        return String(hash, radix: 16)
    }

    func script(for dialect: Dialect) -> String {
        var lines: [Substring] = []
        var isOurs = true
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            switch line.drop(while: { $0 == " " }) {
            case "--pg": isOurs = dialect == .postgres
            case "--sqlite": isOurs = dialect == .sqlite
            case "--all": isOurs = true
            default: if isOurs { lines.append(line) }
            }
        }
        return Self.typed(lines.joined(separator: "\n"), for: dialect)
    }

    /// Replaces the names of types in braces in one pass; other braces stay.
    private static func typed(_ text: String, for dialect: Dialect) -> String {
        var script = ""
        let pieces = text.utf8.split(separator: UInt8(ascii: "}"), omittingEmptySubsequences: false)
        for piece in pieces.dropLast() {
            if let brace = piece.lastIndex(of: UInt8(ascii: "{")),
                let type = types[String(Substring(piece[piece.index(after: brace)...]))]
            {
                script += Substring(piece[..<brace]) + (dialect == .postgres ? type.postgres : type.sqlite)
            } else {
                script += Substring(piece) + "}"
            }
        }
        return script + Substring(pieces[pieces.count - 1])
    }

    // swift-format-ignore
    private static let types: [String: (postgres: String, sqlite: String)] = [
        "id":      ("uuid",             "BLOB"),
        "instant": ("timestamptz",      "INTEGER"),
        "date":    ("date",             "INTEGER"),
        "json":    ("jsonb",            "TEXT"),
        "bool":    ("boolean",          "INTEGER"),
        "int":     ("bigint",           "INTEGER"),
        "real":    ("double precision", "REAL"),
        "text":    ("text",             "TEXT"),
        "bytes":   ("bytea",            "BLOB"),
        "strict":  ("",                 "STRICT"),
    ]
}
