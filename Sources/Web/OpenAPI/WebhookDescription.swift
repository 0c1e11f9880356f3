import Kernel

/// A request that the product sends to other systems, as the API document shows it.
public struct WebhookDescription: Sendable {
    public let type: String
    public let summary: String
    /// An example of `data`.
    public let example: JSONValue
    /// The descriptions of its members.
    public let members: [String: String]

    public init(_ type: String, _ summary: String, example: JSONValue, members: [String: String] = [:]) {
        self.type = type
        self.summary = summary
        self.example = example
        self.members = members
    }

    /// Which members have no description.
    var undescribed: [Undescribed] {
        let names = example.objectValue?.names ?? []
        return names.filter { members[$0] == nil }.map { Undescribed("webhook \(type).\($0)", "webhook") }
    }

    var document: JSONValue {
        let time: JSONValue = "2026-11-21T09:00:00Z"
        return [
            "post": [
                "operationId": .string("webhook" + words.joined()), "summary": .string(summary),
                "description":
                    "Sent to every webhook that subscribes to the event, signed as Standard Webhooks specifies.",
                "security": [],
                "parameters": .array(Self.headers.map(Self.parameter)),
                "requestBody": [
                    "required": true, "description": "The event.",
                    "content": [
                        "application/json": [
                            "schema": schema,
                            "example": ["type": .string(type), "timestamp": time, "data": example],
                        ]
                    ],
                ],
                "responses": [
                    "2XX": ["description": "Received. After any other answer the request is repeated."]
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
                "type": ["type": "string", "const": .string(type), "description": "The type of the event."],
                "timestamp": [
                    "type": "string", "format": "date-time", "description": "The time of the event, in UTC.",
                ],
                "data": data,
            ],
        ]
    }

    private var data: JSONValue {
        let described = (example.objectValue?.members ?? []).map { member in
            var schema = Self.schema(of: member.value)
            schema["description"] = members[member.name].map { .string($0) }
            return (member.name, schema)
        }
        return [
            "type": "object", "properties": .object(JSONObject(described)),
            "description": "The subject of the event. Members may be added.",
        ]
    }

    // swift-format-ignore
    private static let headers = [
        ("webhook-id",        "string",  "Identifier of the event; the same when it is sent again."),
        ("webhook-timestamp", "integer", "The time of this attempt, in seconds since 1970-01-01 UTC."),
        ("webhook-signature", "string",  "`v1,` and the Base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`; several are separated by spaces."),
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
