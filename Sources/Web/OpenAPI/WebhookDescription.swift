import Kernel

/// A request that the product sends to others, as the API document shows it.
public struct WebhookDescription: Sendable {
    public let type: String
    public let summary: String
    /// What may stand under `data`.
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
                "description": "Sent to whoever listens, signed as Standard Webhooks says.",
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
                "responses": ["2XX": ["description": "Taken; anything else is tried again."]],
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
        ("webhook-id",        "string",  "The same when it is sent again."),
        ("webhook-timestamp", "integer", "When it was sent, in seconds since 1970."),
        ("webhook-signature", "string",  "`v1,` and the Base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`; several have blanks between them."),
    ]

    private static func parameter(_ name: String, _ type: String, _ description: String) -> JSONValue {
        [
            "name": .string(name), "in": "header", "required": true, "description": .string(description),
            "schema": ["type": .string(type)],
        ]
    }

    /// As loose as an example can be: members may come, and none is promised.
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
