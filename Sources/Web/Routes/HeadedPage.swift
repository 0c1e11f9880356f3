import Kernel

/// A page of a list below some facts about all of it: in JSON the members of `head`, then `data` and `page`.
public struct HeadedPage<Head: View, Element: View>: RouteOutput {
    public var head: Head
    public var page: Page<Element>

    public init(_ head: Head, _ page: Page<Element>) {
        self.head = head
        self.page = page
    }

    public static func describe(_ operation: inout Operation) {
        Page<Element>.describe(&operation)
        guard case .object(let name, let facts) = Schema.recorded(for: Head.self),
            case .object(_, let list)? = operation.success.schema
        else { return }
        operation.success.schema = .object(name: name, facts + list)
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        var reply = try page.reply(to: incoming)
        guard case .bytes(let list) = reply.body, case .object(let facts) = try JSON.value(of: head),
            case .object(let members) = try JSONValue(parsing: list)
        else { return reply }
        let all = (facts.members + members.members).map { ($0.name, $0.value) }
        reply.body = .bytes(try JSON.encode(JSONValue.object(JSONObject(all))))
        return reply
    }
}
