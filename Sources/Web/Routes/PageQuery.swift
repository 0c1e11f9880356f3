import Kernel

extension PageRequest: RouteInput {
    public static let limits = 1...100
    public static let pages = 1...100_000
    /// The longest text in a sort key has 500 characters of four bytes, in base64url.
    private static let cursors = TextRule(length: 1...4000, pattern: "^[A-Za-z0-9_-]*$") { token in
        token.utf8.count <= 4000 && token.utf8.allSatisfy(Base64.url.hasDigit) ? nil : .notACursor
    }

    // swift-format-ignore
    public static func describe(_ operation: inout Operation) {
        operation.parameters += [
            .init(.query, "limit", .integer(limits), isRequired: false, meaning: .words("The largest number of elements to return; 20 when absent.")),
            .init(.query, "cursor", .text(cursors), isRequired: false, meaning: .words("The `next_cursor` of the previous page.")),
            .init(.query, "page", .integer(pages), isRequired: false, meaning: .words("The page number, from 1; the answer then contains the total. Cannot be combined with a cursor.")),
        ]
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        var faults: [Problem.Fault] = []
        let limit = number("limit", in: limits, reader, &faults) ?? 20
        let page = number("page", in: pages, reader, &faults)
        let cursor = single("cursor", reader, &faults)
        // Not every list reads it: one that is empty for the caller would accept anything.
        if let cursor, let refusal = cursors.check(cursor) {
            faults.append(Problem.Fault("query/cursor", refusal))
        }
        if page != nil, cursor != nil { faults.append(Problem.Fault("query/page", .cursorAndPage)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return Self(
            limit: limit,
            position: page.map(Position.number) ?? .after(cursor.map(Cursor.init(token:)))
        )
    }

    private static func number(
        _ name: String,
        in range: ClosedRange<Int>,
        _ reader: RequestReader,
        _ faults: inout [Problem.Fault]
    ) -> Int? {
        guard let text = single(name, reader, &faults) else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        faults.append(Problem.Fault("query/\(name)", Refusal(.outOfRange(range))))
        return nil
    }

    private static func single(
        _ name: String,
        _ reader: RequestReader,
        _ faults: inout [Problem.Fault]
    ) -> String? {
        let values = reader.values(of: name).filter { !$0.isEmpty }
        if values.count > 1 { faults.append(Problem.Fault("query/\(name)", .repeated)) }
        return values.first
    }
}
