import Kernel

/// Refusals in the API document.
enum ProblemDocument {
    /// One response for all `codes` of a status; without codes, for all other refusals.
    static func response(for codes: [Problem.Code]) -> JSONValue {
        var content: JSONValue = ["schema": ["$ref": "#/components/schemas/Problem"]]
        if !codes.isEmpty {
            content["examples"] = .object(JSONObject(codes.map { ($0.name, reference(to: $0)) }))
        }
        let titles = codes.map { $0.title.text(in: .english) }
        var response: JSONValue = [
            "description": .string(codes.isEmpty ? "Any other refusal." : titles.joined(separator: " "))
        ]
        if let status = codes.first?.status, let headers = headers(for: status) {
            response["headers"] = headers
        }
        response["content"] = .object(JSONObject([(ProblemRenderer.mediaType, content)]))
        return response
    }

    static func example(of code: Problem.Code) -> JSONValue {
        let faults = code == .invalid ? [Problem.Fault("/name", Refusal(.required))] : []
        let value = ProblemRenderer.document(
            Problem(code, faults: faults),
            [.english],
            requestID: "01934a5b-7c00-7000-8000-000000000001",
            instance: "/path"
        )
        return ["summary": .string(code.title.text(in: .english)), "value": value]
    }

    static let schema: JSONValue = [
        "type": "object",
        "description": "A refusal (RFC 9457). Some have further members.",
        "required": ["type", "title", "status", "instance", "code", "request_id"],
        "properties": [
            "type": ["type": "string", "format": "uri"],
            "title": ["type": "string"],
            "status": ["type": "integer", "minimum": 400, "maximum": 599],
            "detail": ["type": "string"],
            "instance": ["type": "string", "format": "uri-reference"],
            "code": ["type": "string", "description": "Stable machine-readable name of the problem."],
            "request_id": ["type": "string"],
            "errors": ["type": "array", "items": ["$ref": "#/components/schemas/ProblemError"]],
        ],
    ]

    static let errorSchema: JSONValue = [
        "type": "object",
        "required": ["pointer", "code", "message"],
        "properties": [
            "pointer": [
                "type": "string",
                "description":
                    "A JSON pointer into the body, or `query/<name>`, `path/<name>`, `header/<name>`.",
            ],
            "code": ["type": "string"],
            "message": ["type": "string"],
        ],
    ]

    private static func reference(to code: Problem.Code) -> JSONValue {
        ["$ref": .string("#/components/examples/\(code.name)")]
    }

    private static func headers(for status: Int) -> JSONValue? {
        let retryAfter = header("Seconds to wait before a retry.", ["type": "integer", "minimum": 0])
        return switch status {
        case 401: ["WWW-Authenticate": header("How to authenticate (RFC 6750).", ["type": "string"])]
        case 429:
            [
                "Retry-After": retryAfter,
                "RateLimit": header(
                    "The remaining requests, and the seconds until the limit is renewed.",
                    ["type": "string"]
                ),
                "RateLimit-Policy": header("The rate limit that applies.", ["type": "string"]),
            ]
        case 503: ["Retry-After": retryAfter]
        default: nil
        }
    }

    private static func header(_ description: String, _ schema: JSONValue) -> JSONValue {
        ["description": .string(description), "schema": schema]
    }
}
