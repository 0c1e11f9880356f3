import Kernel

/// A request that the product sends to others, in the API document.
public struct WebhookDescription: Sendable {
    public let type: String
    public let summary: String
    /// An example of `data`.
    public let example: JSONValue

    public init(_ type: String, _ summary: String, example: JSONValue) {
        self.type = type
        self.summary = summary
        self.example = example
    }

    var document: JSONValue {
        let time: JSONValue = "2026-11-21T09:00:00Z"
        return [
            "post": [
                "operationId": .string("webhook" + words.joined()), "summary": .string(summary),
                "description": "Sent to the subscribed endpoints, signed according to Standard Webhooks.",
                "security": [],
                "parameters": .array(Self.headers.map(Self.parameter)),
                "requestBody": [
                    "required": true,
                    "content": [
                        "application/json": [
                            "schema": schema,
                            "example": ["type": .string(type), "timestamp": time, "data": example],
                        ]
                    ],
                ],
                "responses": [
                    "2XX": ["description": "Accepted; after any other answer the delivery is retried."]
                ],
            ]
        ]
    }

    private var words: [String] {
        type.pieces(at: ".").flatMap { $0.pieces(at: "_") }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    }

    private var schema: JSONValue {
        [
            "type": "object", "required": ["type", "timestamp", "data"],
            "properties": [
                "type": ["type": "string", "const": .string(type)],
                "timestamp": ["type": "string", "format": "date-time"], "data": Self.schema(of: example),
            ],
        ]
    }

    // swift-format-ignore
    private static let headers = [
        ("webhook-id",        "string",  "Identifies the event; the same for every attempt."),
        ("webhook-timestamp", "integer", "Time of sending, in seconds since 1970-01-01 UTC."),
        ("webhook-signature", "string",  "`v1,` and the Base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`; several are separated by blanks."),
    ]

    private static func parameter(_ name: String, _ type: String, _ description: String) -> JSONValue {
        [
            "name": .string(name), "in": "header", "required": true, "description": .string(description),
            "schema": ["type": .string(type)],
        ]
    }

    /// Permissive, because an example is not a promise: members may be missing or added.
    private static func schema(of value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object):
            let members = object.members.map { ($0.name, schema(of: $0.value)) }
            return ["type": "object", "properties": .object(JSONObject(members))]
        case .array(let elements):
            return ["type": "array", "items": elements.first.map(schema) ?? [:]]
        case .string: return ["type": "string"]
        case .integer: return ["type": "integer"]
        case .bool: return ["type": "boolean"]
        case .null: return [:]
        default: return ["type": "number"]
        }
    }
}
