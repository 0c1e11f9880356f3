import Kernel

extension Page: RouteOutput where Element: View {
    public static func describe(_ operation: inout Operation) {
        let facts = Schema.Property(
            "page",
            PageFacts.schema,
            isRequired: true,
            meaning: .type(PageFacts.self)
        )
        operation.success = .json(200, "OK", .list(of: Element.self, in: Self.self, "Page", [facts]))
        operation.success.headers = [.link]
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        let facts = PageFacts(self, incoming)
        var reply = try Reply.json(200, PageBody(data: data, page: facts))
        reply.headers.append(("link", facts.links(incoming)))
        return reply
    }
}

/// A page in JSON.
private struct PageBody<Element: View>: Encodable {
    let data: [Element]
    let page: PageFacts
}

/// The position of a page in its list.
struct PageFacts: Encodable {
    /// The `cursor` that asks for the next page; null on the last one.
    let nextCursor: String?
    /// Whether there is a page after this one.
    let hasMore: Bool
    /// The page number, from 1; present when the request had `page`.
    var number: Int?
    /// How many elements all pages have together; present when the request had `page`.
    var total: Int?

    init<Element>(_ page: Page<Element>, _ incoming: Incoming) {
        nextCursor = page.next?.token
        number = incoming.query.first { $0.name == "page" }.flatMap { Int($0.value) }
        guard let number, let total = page.total else {
            hasMore = page.next != nil
            return
        }
        let limit =
            incoming.query.first { $0.name == "limit" }.flatMap { Int($0.value) } ?? PageRequest().limit
        self.total = total
        hasMore = number * limit < total
    }

    static let schema = Schema.object(
        name: "PageFacts",
        [
            member("next_cursor", .nullable(.text(TextRule(example: "MDE5MzRhNWI"))), isRequired: true),
            member("has_more", .boolean, isRequired: true),
            member("number", .integer(PageRequest.pages), isRequired: false),
            member("total", .integer(0...1 << 53), isRequired: false),
        ]
    )

    private static func member(_ name: String, _ schema: Schema, isRequired: Bool) -> Schema.Property {
        .init(name, schema, isRequired: isRequired, meaning: .property(of: Self.self, as: String.self))
    }

    private enum CodingKeys: String, CodingKey {
        case nextCursor, hasMore, number, total
    }

    /// `next_cursor` is null on the last page, not absent.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(nextCursor, forKey: .nextCursor)
        try container.encode(hasMore, forKey: .hasMore)
        try container.encodeIfPresent(number, forKey: .number)
        try container.encodeIfPresent(total, forKey: .total)
    }

    /// RFC 8288; the other parameters of the query are kept.
    func links(_ incoming: Incoming) -> String {
        let others = incoming.query.filter { $0.name != "cursor" && $0.name != "page" }
        func link(_ relation: String, _ position: (name: String, value: String)?) -> String {
            let pairs = (others + (position.map { [$0] } ?? [])).map {
                "\(queryEncoded($0.name))=\(queryEncoded($0.value))"
            }
            let query = pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
            return "<\(incoming.fullPath)\(query)>; rel=\"\(relation)\""
        }
        var links: [String] = []
        if let number {
            links.append(link("first", ("page", "1")))
            if number > 1 { links.append(link("prev", ("page", String(number - 1)))) }
            if hasMore { links.append(link("next", ("page", String(number + 1)))) }
        } else {
            links.append(link("first", nil))
            if let nextCursor { links.append(link("next", ("cursor", nextCursor))) }
        }
        return links.joined(separator: ", ")
    }
}

/// Percent-encoded, except RFC 3986's unreserved characters.
func queryEncoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            bytes.append(byte)
        default:
            bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
