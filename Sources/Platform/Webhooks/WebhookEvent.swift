import Kernel
import Web

/// A type of event of a product: its name, its occasion and an example of its data.
package struct WebhookEvent: Sendable {
    /// The record and the change with a dot between them, such as `service_request.completed`.
    package let type: String
    package let description: String
    package let example: JSONValue
    /// The descriptions of the members of the example.
    package let members: [String: String]

    package init(_ type: String, _ description: String, example: JSONValue, members: [String: String] = [:]) {
        self.type = type
        self.description = description
        self.example = example
        self.members = members
    }

    /// The type of a test event; it needs no filter.
    static let ping = "webhook.ping"
}

extension ProductDefinition {
    /// The events for the API document.
    package var webhooks: [WebhookDescription] {
        guard !events.isEmpty else { return [] }
        let ping = WebhookDescription(
            WebhookEvent.ping,
            "A test event, sent on request",
            example: [:]
        )
        return events.map { event in
            WebhookDescription(event.type, event.description, example: event.example, members: event.members)
        } + [ping]
    }
}

/// A selection of events: one type, all with a prefix (`service_request.*`), or all (`*`).
package struct EventFilter: TextValue {
    package let rawValue: String

    package init(unchecked normalised: String) {
        rawValue = normalised
    }

    package static func normalised(_ text: String) throws(Refusal) -> String {
        guard text.utf8.count <= 100 else { throw Refusal.notAnEventFilter }
        let parts = text.pieces(at: ".", keepingEmpty: true)
        for (position, part) in parts.enumerated() {
            let isStar = part == "*" && position == parts.count - 1
            guard isStar || isWord(part) else { throw Refusal.notAnEventFilter }
        }
        return text
    }

    package static var rule: TextRule {
        TextRule(
            length: 1...100,
            pattern: #"^([a-z0-9_]+\.)*([a-z0-9_]+|\*)$"#,
            example: "service_request.*"
        )
    }

    package func matches(_ type: String) -> Bool {
        guard rawValue.ends(with: "*") else { return rawValue == type }
        return type.utf8.starts(with: rawValue.utf8.dropLast())
    }

    private static func isWord(_ part: Substring) -> Bool {
        !part.isEmpty
            && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}
