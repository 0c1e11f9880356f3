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
        return [
            "summary": .string(code.title.text(in: .english)),
            "description": .string("The answer with status \(code.status) and code `\(code.name)`."),
            "value": value,
        ]
    }

    static let schema: JSONValue = [
        "type": "object",
        "description": "A refusal (RFC 9457). Some codes have further members.",
        "required": ["type", "title", "status", "instance", "code", "request_id"],
        "properties": [
            "type": [
                "type": "string", "format": "uri",
                "description": "A URI for the kind of problem; it ends in the code.",
            ],
            "title": [
                "type": "string",
                "description": "A summary in the language of the request; the same whenever the code is.",
            ],
            "status": [
                "type": "integer", "minimum": 400, "maximum": 599,
                "description": "The HTTP status of the answer.",
            ],
            "detail": [
                "type": "string", "description": "The advice for this case, in the language of the request.",
            ],
            "instance": [
                "type": "string", "format": "uri-reference", "description": "The path that was requested.",
            ],
            "code": [
                "type": "string",
                "description": "A stable name for programs to compare; listed per operation.",
            ],
            "request_id": [
                "type": "string", "description": "The identifier of the request in the server's log.",
            ],
            "errors": [
                "type": "array", "items": ["$ref": "#/components/schemas/ProblemError"],
                "description": "Every error in the request, each with its location; present with `invalid`.",
            ],
        ],
    ]

    static let errorSchema: JSONValue = [
        "type": "object",
        "description": "One error in a request.",
        "required": ["pointer", "code", "message"],
        "properties": [
            "pointer": [
                "type": "string",
                "description":
                    "A JSON pointer into the body, or `query/<name>`, `path/<name>`, `header/<name>`.",
            ],
            "code": ["type": "string", "description": "A stable name of the rule that was broken."],
            "message": [
                "type": "string", "description": "The broken rule in words, in the language of the request.",
            ],
        ],
    ]

    private static func reference(to code: Problem.Code) -> JSONValue {
        ["$ref": .string("#/components/examples/\(code.name)")]
    }

    private static func headers(for status: Int) -> JSONValue? {
        let retryAfter = header(
            "The number of seconds to wait before the next attempt.",
            ["type": "integer", "minimum": 0]
        )
        return switch status {
        case 401: ["WWW-Authenticate": header("How to authenticate (RFC 6750).", ["type": "string"])]
        case 429:
            [
                "Retry-After": retryAfter,
                "RateLimit": header(
                    "The requests left in the window, and the seconds until it ends.",
                    ["type": "string"]
                ),
                "RateLimit-Policy": header(
                    "The number of requests allowed, and the window in seconds.",
                    ["type": "string"]
                ),
            ]
        case 503: ["Retry-After": retryAfter]
        default: nil
        }
    }

    private static func header(_ description: String, _ schema: JSONValue) -> JSONValue {
        ["description": .string(description), "schema": schema]
    }
}
