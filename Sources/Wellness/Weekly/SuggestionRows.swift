import Kernel
import Platform
import Store

extension SuggestionRule {
    /// The rules of the site by their priority.
    static func all(_ tx: borrowing Tx) throws -> [SuggestionRule] {
        try tx.all("SELECT \(columns) FROM suggestion s ORDER BY s.priority, s.key")
    }
}

extension SuggestionRule: Record {
    static let columns: SQL = "s.key, s.rule, s.number, s.priority, s.text"

    init(_ row: inout Row) throws {
        key = try row.next()
        condition = try Condition(try row.next(), number: try row.next())
        priority = try row.next()
        text = try row.json(SuggestionText.self).text
    }
}

extension SuggestionRule.Condition {
    fileprivate init(_ name: String, number: Int?) throws {
        switch (name, number) {
        case ("low", nil): self = .low
        case ("falling", .some(let points)): self = .falling(by: points)
        case ("reset", nil): self = .reset
        case ("sparse", .some(let least)): self = .sparse(under: least)
        case ("streak", .some(let least)): self = .streak(from: least)
        default: throw UnknownSuggestion(rule: name)
        }
    }
}

private struct SuggestionText: Decodable {
    let en: String
    let it: String

    var text: LocalizedText { ["en": en, "it": it] }
}

/// A row of the table of suggestions that this version of the server cannot read.
private struct UnknownSuggestion: Error {
    let rule: String
}
